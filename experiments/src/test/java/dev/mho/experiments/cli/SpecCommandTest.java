package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecCommandTest {
  private static final String QUICKSTART = "../examples/quickstart.yaml";

  @TempDir private Path directory;

  @Test
  void showsWhatIsLeftOut() throws IOException {
    CommandLineRun run = CommandLineRun.of("spec", "show", QUICKSTART);
    assertEquals(0, run.exit());
    assertTrue(run.out().contains("bound-management: iterative"), run::out);
    assertEquals(
        ExperimentFile.read(Path.of(QUICKSTART)), ExperimentFile.parse(run.out(), "shown"));
  }

  @Test
  void saysOfEachFileWhatIsWrong() throws IOException {
    Path wrong = directory.resolve("wrong.yaml");
    String text = Files.readString(Path.of(QUICKSTART));
    Files.writeString(wrong, text.replace("epochs:", "epocs:"));
    Path strange = Files.writeString(directory.resolve("strange.yaml"), "mho: experimnt/1\n");
    CommandLineRun run =
        CommandLineRun.of("spec", "check", QUICKSTART, wrong.toString(), strange.toString());
    assertEquals(2, run.exit());
    assertEquals(QUICKSTART + ": experiment, no mistake found", run.out().strip());
    String[] lines = run.err().strip().split("\n");
    assertEquals(2, lines.length, run::err);
    assertTrue(lines[0].contains("unknown key \"epocs\", did you mean \"epochs\"?"), lines[0]);
    assertTrue(lines[1].contains("found mho: experimnt/1; allowed: mho: experiment/1"), lines[1]);
  }

  @Test
  void checksEveryRunOfASweep() {
    CommandLineRun run =
        CommandLineRun.of("spec", "check", "../examples/sweep/decorrelation-rates.yaml");
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().matches("(?s).*: sweep of \\d+ runs, no mistake found\\s*"), run::out);
  }

  @Test
  void tellsOfOneBlock() {
    CommandLineRun run = CommandLineRun.of("spec", "keys", "experiment", "hardware.tile");
    assertEquals(0, run.exit());
    assertTrue(run.out().contains("| `rows` | whole number | `256` | word lines"), run::out);
  }

  @Test
  void knowsBlocksAndKindsByName() {
    CommandLineRun block = CommandLineRun.of("spec", "keys", "experiment", "hardware.tiles");
    assertEquals(2, block.exit());
    assertTrue(block.err().contains("did you mean \"hardware.tile\"?"), block::err);
    CommandLineRun kind = CommandLineRun.of("spec", "schema", "experment");
    assertEquals(2, kind.exit());
    assertTrue(kind.err().contains("did you mean \"experiment\"?"), kind::err);
  }
}
