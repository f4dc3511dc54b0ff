package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mho.experiments.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With --json a program reads standard output, and people what is on standard error. */
class JsonOptionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private Path experiment() throws IOException {
    return Files.writeString(
        directory.resolve("e.yaml"),
        """
        mho: experiment/1
        name: e
        data: { set: digits, train: 64, test: 32 }
        network: { hidden: [8] }
        learning:
          credit: backpropagation
          update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } }
          epochs: 1
        """);
  }

  @Test
  void runsPrintTheirResult() throws IOException {
    Path out = directory.resolve("out");
    CommandLineRun run =
        CommandLineRun.of("run", experiment().toString(), "--json", "--out", out.toString());
    assertEquals(0, run.exit(), run::err);
    assertEquals(Files.readString(out.resolve("result.json")), run.out());
    assertTrue(run.err().contains("test accuracy"), run::err);
    CommandLineRun report = CommandLineRun.of("report", out.toString(), "--json");
    assertEquals(0, report.exit(), report::err);
    JsonNode pages = JSON.readTree(report.out()).path("pages");
    assertEquals(out.resolve("report.html").toString(), pages.path(0).asText());
  }

  /** A batch that cannot be filled is told, not taken for what was asked. */
  @Test
  void aBatchLargerThanTheSamplesIsTold() throws IOException {
    Path file = directory.resolve("large.yaml");
    String text = Files.readString(experiment());
    Files.writeString(file, text.replace("  epochs: 1", "  epochs: 1\n  batch: 65"));
    Path out = directory.resolve("large");
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", out.toString());
    assertEquals(0, run.exit(), run::err);
    String told = "batch: 65 is more than there are training samples: one batch an epoch, of 64";
    assertTrue(run.out().contains(told), run::out);
  }

  @Test
  void sweepsPrintTheirScores() throws IOException {
    experiment();
    Path file =
        Files.writeString(
            directory.resolve("s.yaml"),
            "mho: sweep/1\nname: s\nexperiment: e.yaml\ngrid: { seed: 1..2, learning.epochs: [1, 2] }\n");
    CommandLineRun run =
        CommandLineRun.of(
            "sweep", file.toString(), "--json", "--out", directory.resolve("s").toString());
    assertEquals(0, run.exit(), run::err);
    JsonNode scores = JSON.readTree(run.out());
    assertEquals(4, scores.path("ended").asInt());
    assertEquals(2, scores.path("scores").size());
    assertEquals(2, scores.path("scores").path(0).path("seeds").asInt());
    assertEquals(
        "1", scores.path("scores").path(0).path("setting").path("learning.epochs").asText());
    assertTrue(run.err().contains("4/4"), run::err);
    assertTrue(run.err().matches("(?s).*4 runs in [0-9.]+ s, [0-9]+ at once: .*"), run::err);
    CommandLineRun plan =
        CommandLineRun.of(
            "sweep",
            file.toString(),
            "--plan",
            "--json",
            "--out",
            directory.resolve("s").toString());
    JsonNode runs = JSON.readTree(plan.out()).path("runs");
    assertEquals(4, runs.size());
    assertEquals("done", runs.path(3).path("state").asText());
    assertEquals("2", runs.path(3).path("settings").path("learning.epochs").asText());
    assertEquals(4, plan.err().lines().count(), plan::err);
  }

  @Test
  void benchPrintsWhatItMeasured() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("bench", "--size", "20x10", "--seconds", "0.01", "--json");
    assertEquals(0, run.exit(), run::err);
    JsonNode rows = JSON.readTree(run.out()).path("rows");
    assertEquals("plain product", rows.path(0).path("work").asText());
    assertEquals(1, rows.path(0).path("products").asDouble());
    assertEquals(12, rows.size());
    rows.forEach(row -> assertTrue(row.path("median_ms").asDouble() > 0, row::toString));
  }

  @Test
  void benchRefusesSizesThatAreNone() {
    CommandLineRun run = CommandLineRun.of("bench", "--size", "1000");
    assertEquals(2, run.exit());
    assertEquals(
        "mho: --size: found 1000; allowed: inputs x outputs, for example 1000x1000",
        run.err().strip());
    CommandLineRun none = CommandLineRun.of("bench", "--size", "0x10");
    assertEquals(2, none.exit());
  }
}
