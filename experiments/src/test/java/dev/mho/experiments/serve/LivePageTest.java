package dev.mho.experiments.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.browser.Chromium;
import dev.mho.experiments.browser.Judge;
import dev.mho.experiments.browser.Tab;
import dev.mho.experiments.report.ReportedResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run as a browser sees it while it grows. */
class LivePageTest {
  private static final String HEADER =
      "epoch,run,train_loss,train_accuracy,test_loss,test_accuracy\n";

  @TempDir private Path directory;
  private Path results;
  private Chromium chromium;
  private ResultServer server;

  @BeforeEach
  void serve() throws IOException {
    chromium = Chromium.orSkip();
    results = Files.createDirectories(directory.resolve("results"));
    server = new ResultServer(results, 0);
  }

  @AfterEach
  void close() throws IOException {
    if (chromium != null) {
      chromium.close();
      server.close();
    }
  }

  /** Waits until the page shows a text, as it asks every two seconds. */
  private static void await(Tab tab, String selector, String text) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String expression = "(e => e ? e.textContent : '')(document.querySelector('" + selector + "'))";
    String seen = "";
    while (System.nanoTime() < end) {
      seen = tab.evaluate(expression).asText().replace('\u00a0', ' ');
      if (seen.contains(text)) {
        return;
      }
      tab.evaluate("new Promise(done => setTimeout(done, 100))");
    }
    throw new AssertionError("no \"" + text + "\" in " + selector + ", but \"" + seen + "\"");
  }

  @Test
  void followsARunToItsEnd() throws IOException {
    Path trained = ReportedResults.trained(directory);
    Tab tab = chromium.tab();
    tab.resize(390, 800);
    tab.open(server.address());
    assertTrue(tab.evaluate("!document.getElementById('none').hidden").asBoolean());

    Path run = Files.createDirectories(results.resolve("run"));
    Files.copy(trained.resolve("experiment.yaml"), run.resolve("experiment.yaml"));
    await(tab, "#results tr", "0 of 3 epochs");
    assertTrue(tab.evaluate("document.getElementById('none').hidden").asBoolean());
    Files.writeString(run.resolve("metrics.csv"), HEADER + "1,hardware,2,0.25,1.5,0.5\n");
    await(tab, "#results tr", "1 of 3 epochs");
    await(tab, "#results td:nth-child(5)", "50.00 %");
    assertEquals(1, tab.evaluate("document.querySelector('progress').value").asInt());
    Files.copy(trained.resolve("result.json"), run.resolve("result.json"));
    await(tab, ".state", "finished");
    await(tab, "#news", "trained: finished");
    assertEquals(List.of(), tab.complaints());

    tab.evaluate("document.querySelector('#results a').click()");
    await(tab, "h1", "trained");
    await(tab, ".verdict", "On hardware the network puts");
    assertEquals(List.of(), tab.complaints(), "style, script and pictures are allowed");
    assertTrue(
        tab.evaluate("getComputedStyle(document.querySelector('.tiles')).display === 'grid'")
            .asBoolean());
    tab.evaluate("document.querySelector('.bar a').click()");
    await(tab, "h1", "Results in");
  }

  /** Here axe-core is the tester's, whom the security policy of the page does not bind. */
  @ParameterizedTest
  @CsvSource({"390, light", "390, dark", "1400, light", "1400, dark"})
  void isSoundAtEveryWidthAndInBothColours(int width, String colours) throws IOException {
    ReportedResults.exact(results);
    ReportedResults.sweep(results);
    Tab tab = chromium.tab();
    tab.resize(width, 800);
    tab.prefer(colours, false);
    tab.open(server.address());
    Judge.requireSound(tab, width);
    tab.open(server.address() + "page/swept");
    Judge.requireSound(tab, width);
  }
}
