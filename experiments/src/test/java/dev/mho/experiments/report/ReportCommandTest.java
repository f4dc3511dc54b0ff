package dev.mho.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mho report} on what there is, and on what there is not. */
class ReportCommandTest {
  @TempDir private static Path directory;

  @BeforeAll
  static void run() throws IOException {
    ReportedResults.trained(directory);
    ReportedResults.exact(directory);
  }

  private static CommandLineRun report(Object... words) {
    String[] all = new String[words.length + 1];
    all[0] = "report";
    for (int i = 0; i < words.length; i++) {
      all[i + 1] = words[i].toString();
    }
    return CommandLineRun.of(all);
  }

  private static void refuses(String message, Object... words) {
    CommandLineRun run = report(words);
    assertEquals(2, run.exit(), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void severalAtOnce() throws IOException {
    CommandLineRun run = report(directory.resolve("trained"), directory.resolve("exact"));
    assertEquals(0, run.exit(), run.err());
    assertEquals(2, run.out().lines().count());
    String page = Files.readString(directory.resolve("trained/report.html"));
    assertTrue(page.contains("the hardware "), page.substring(0, 200));
    assertFalse(page.contains("<b>"), "an effect's name is text");
    assertFalse(page.contains("NaN"));
    assertFalse(page.contains("src=") || page.contains("url("), "nothing from elsewhere");
    String exact = Files.readString(directory.resolve("exact/report.html"));
    assertTrue(exact.contains("No hardware took part."));
    assertTrue(exact.contains("Scores are of the validation samples"));
  }

  @Test
  void theSameResultGivesTheSamePageInAnyLocale() throws IOException {
    Locale usual = Locale.getDefault();
    String page = Report.of(directory.resolve("trained"));
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals(page, Report.of(directory.resolve("trained")));
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void unfinishedRunsSayHowFarTheyAre() throws IOException {
    Path half = Files.createDirectories(directory.resolve("half"));
    Files.copy(directory.resolve("trained/experiment.yaml"), half.resolve("experiment.yaml"));
    String begun = Report.of(half);
    assertTrue(begun.contains("No epoch is done yet."), begun);
    Files.writeString(
        half.resolve("metrics.csv"),
        "epoch,run,train_loss,train_accuracy,test_loss,test_accuracy\n1,hardware,2,0.25,1.5,0.5\n");
    String page = Report.of(half);
    assertTrue(page.contains("Epoch 1 of 3 is done."), page);
    assertTrue(page.contains("<data value=\"0.5\">50.00\u00a0%</data>"), page);
    assertTrue(page.contains("There is no exact twin to compare it with."), page);
  }

  @Test
  void brokenFilesAreNamed() throws IOException {
    Path broken = Files.createDirectories(directory.resolve("broken"));
    Files.copy(directory.resolve("trained/experiment.yaml"), broken.resolve("experiment.yaml"));
    Path metrics = broken.resolve("metrics.csv");
    Files.writeString(metrics, "epoch,run,test_loss,test_accuracy\n1,hardware,x,0.5\n");
    refuses("metrics.csv:2: test_loss: found \"x\"; allowed: a number", broken);
    Files.writeString(metrics, "epoch,run,test_loss,test_accuracy\n1,hardware,0.5\n");
    refuses("metrics.csv:2: found 3 cells; allowed: 4, as there are column names", broken);
    Files.writeString(metrics, "epoch,run,test_los,test_accuracy\n1,hardware,1,0.5\n");
    refuses("unknown column \"test_loss\", did you mean \"test_los\"?", broken);
    Files.delete(metrics);
    Files.writeString(broken.resolve("budget.json"), "{");
    refuses("budget.json:1:2: not readable", broken);
    Files.writeString(broken.resolve("budget.json"), "{\"mho\": \"budget/2\"}");
    refuses("budget.json: found mho: budget/2; allowed: mho: budget/1", broken);
  }

  @Test
  void directoriesThatHoldNoResult() {
    refuses("nowhere: no such directory", directory.resolve("nowhere"));
    refuses(": holds no result of run, infer or sweep", directory);
  }

  @Test
  void onlyPagesOfMhoAreReplaced() throws IOException {
    Path page = directory.resolve("mine.html");
    Files.writeString(page, "<h1>mine</h1>");
    refuses("mine.html: exists and is no page of mho", directory.resolve("exact"), "--out", page);
    Files.delete(page);
    assertEquals(0, report(directory.resolve("exact"), "--out", page).exit());
    assertEquals(0, report(directory.resolve("exact"), "--out", page).exit());
  }

  @Test
  void onePageIsOfOneResult() {
    Path result = directory.resolve("exact");
    refuses("--out: found 2 results; allowed: one", result, result, "--out", "x.html");
  }

  @Test
  void commandsCanBeCopiedIntoAShell() {
    assertEquals(
        "./mho run 'a b/it'\\''s.yaml' --out results/x",
        new ShellCommand("./mho", "run", "a b/it's.yaml", "--out", "results/x").typed());
  }
}
