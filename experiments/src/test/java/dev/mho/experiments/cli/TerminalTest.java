package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees is what mho says: no library's log comes between, in a process of its own. */
class TerminalTest {
  private static final Pattern LOG =
      Pattern.compile(
          "(?m)(?i:slf4j|log4j|hadoop|openblas|javacpp|deprecat)|^\\s*at [\\w.$]+\\("
              + "|WARN|INFO|DEBUG|TRACE|ERROR|SEVERE|\\d\\d:\\d\\d:\\d\\d[.,]\\d{3}");

  /** Every library that logs has work: Parquet, BLAS, XChart, Jackson. */
  private static final String SPEC =
      """
      mho: experiment/1
      name: terminal
      seed: 1
      precision: float32
      data: { set: digits, train: 100, test: 50 }
      network: { hidden: [16] }
      learning: { credit: backpropagation, update: { scheme: pulsed, rate: 0.5 }, batch: 20, epochs: 1 }
      hardware: { device: reram-woo-2016 }
      trace: { layers: [0], rows: 2..6, cols: 0..4, steps: 0..2, formats: [csv, parquet, npz] }
      """;

  @TempDir private Path directory;

  private record Said(int exit, String out, String err) {}

  private Said say(String... arguments) throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Mho.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(3, TimeUnit.MINUTES), "more than three minutes");
    return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void noLibraryLogs() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("terminal.yaml"), SPEC);
    Said run = say("run", file.toString(), "--out", directory.resolve("result").toString());
    assertEquals(0, run.exit(), run::toString);
    assertTrue(run.out().contains("results in"), run::out);
    assertEquals("", run.err());
    assertFalse(LOG.matcher(run.out()).find(), run::out);
  }

  @Test
  void aMistakeIsOneLine() throws IOException, InterruptedException {
    Said run = say("run", directory.resolve("nothing.yaml").toString());
    assertEquals(2, run.exit(), run::toString);
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run::err);
    assertFalse(LOG.matcher(run.err()).find(), run::err);
  }
}
