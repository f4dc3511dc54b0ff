package dev.mho.experiments.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The walk-throughs of the README and of some pages, typed in their order: each command finds what
 * those before it have left. Results lie in a folder of the test.
 */
class WalkthroughsTest {
  private static final Path ROOT = Repository.root();
  private static final Pattern NAME = Pattern.compile("(?m)^name: (\\S+)$");
  private static final Set<String> OUTPUTS = Set.of("--out", "--plot", "--into", "--report");

  /** What takes minutes, needs a browser, or files that are the reader's; all of it is parsed. */
  private static final List<String> LONG =
      List.of("fashion", "decorrelation-rates", "segments", "serve", "g.csv", "plus.csv");

  @TempDir private Path directory;

  @Test
  void theReadmeCanBeTyped() throws IOException {
    typeBlocksOf("README.md", 10);
    for (String left :
        List.of(
            "quickstart/report.html",
            "mine.device.json",
            "mine.png",
            "measured-digits/trace/trace.json",
            "digits-wires/result.json",
            "deck.cir")) {
      assertTrue(Files.exists(directory.resolve("results").resolve(left)), left);
    }
  }

  @Test
  void tracesCanBeTyped() throws IOException {
    typeBlocksOf("docs/traces.md", 5);
  }

  @Test
  void wiresCanBeTyped() throws IOException {
    typeBlocksOf("docs/wires.md", 4);
  }

  private void typeBlocksOf(String page, int least) throws IOException {
    copyExamples();
    int typed = 0;
    for (CommandsTest.Call call : CommandsTest.inBlocks(ROOT.resolve(page))) {
      if (LONG.stream().noneMatch(word -> String.join(" ", call.words()).contains(word))) {
        type(call);
        typed++;
      }
    }
    assertTrue(typed >= least, typed + " commands");
  }

  /** Every kind of measurement, each into the device that those before it have begun. */
  @Test
  void everyMeasurementFillsItsKeys() throws IOException {
    copyExamples();
    Matcher command =
        Pattern.compile("`\\./mho (calibrate|measurement) ([^`]+)`")
            .matcher(Repository.text("docs/which-parameter.md"));
    int typed = 0;
    while (command.find()) {
      type(
          new CommandsTest.Call(
              ROOT.resolve("docs/which-parameter.md"),
              CommandsTest.words(command.group(1) + " " + command.group(2))));
      typed++;
    }
    assertEquals(7, typed);
    String device = Files.readString(directory.resolve("results/mine.device.json"));
    for (String key :
        List.of("response", "write_noise", "programming_error", "read_noise", "drift")) {
      assertTrue(device.contains("\"" + key + "\" : {"), key);
    }
  }

  private void copyExamples() throws IOException {
    for (Path file : Repository.files("examples", "")) {
      Path copy = directory.resolve(ROOT.relativize(file).toString());
      if (Files.isRegularFile(file)) {
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private void type(CommandsTest.Call call) throws IOException {
    List<String> words = new ArrayList<>();
    boolean output = false;
    for (String word : call.words()) {
      boolean here = output || word.startsWith("examples/") || word.startsWith("results/");
      output = OUTPUTS.contains(word);
      // ngspice, which need not be there, has tests of its own.
      if (!word.equals("--check")) {
        words.add(here ? directory.resolve(word).toString() : word);
      }
    }
    if (words.get(0).equals("run")) {
      words.addAll(List.of("--out", directory.resolve("results").resolve(name(words)).toString()));
    }
    CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
    assertEquals(0, run.exit(), call + ": " + run.err());
  }

  private static String name(List<String> words) throws IOException {
    Matcher name = NAME.matcher(Files.readString(Path.of(words.get(1))));
    assertTrue(name.find(), words.get(1));
    return name.group(1);
  }
}
