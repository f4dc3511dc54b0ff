package dev.mho.experiments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mho reproduce}. */
class ReproductionTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"fig1, fig1", "fig2, fig2", "appendix-c, appendix-c"})
  void writesNumbersPicturesAndWhatTheySay(String figure, String file) throws IOException {
    CommandLineRun run = CommandLineRun.of("reproduce", figure, "--out", directory.toString());
    assertEquals(0, run.exit(), run.err());
    for (String end : new String[] {".csv", ".svg", ".png", ".md"}) {
      assertTrue(Files.size(directory.resolve(file + end)) > 100, file + end);
    }
    assertTrue(run.out().contains("It holds."), run.out());
    assertTrue(!run.out().contains("It does not hold here."), run.out());
  }

  @Test
  void theRecurrentFormRunsOnADevice() {
    CommandLineRun run =
        CommandLineRun.of(
            "reproduce",
            "appendix-c",
            "--hardware",
            "pcm-nandakumar-2019",
            "--out",
            directory.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("on pcm-nandakumar-2019, M in a feedback crossbar"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fig9                   | allowed: fig1, fig2, fig3, fig4, appendix-c
          fig4                   | fig4: no data; give --data DIR of CIFAR-10 (binary version), or --quick
          fig3 --hardware x      | --hardware cannot act: fig3 is exact; fig4 and appendix-c take it
          fig1 --data x          | --data cannot act: only fig4 without --quick takes CIFAR-10
          fig4 --quick --seeds 0 | seeds: found 0; allowed: 1 to 1000
          appendix-c --hardware x | unknown preset "x"
          fig4 --data /nowhere   | cifar-10: no file test.bin in /nowhere
          """)
  void mistakesAreOneLine(String arguments, String message) {
    String[] words = ("reproduce " + arguments + " --out " + directory + "/new").split(" ");
    CommandLineRun run = CommandLineRun.of(words);
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void anOlderResultIsKept() {
    String out = directory.toString();
    assertEquals(0, CommandLineRun.of("reproduce", "fig1", "--out", out).exit());
    CommandLineRun again = CommandLineRun.of("reproduce", "fig1", "--out", out);
    assertEquals(2, again.exit());
    assertTrue(again.err().contains("fig1.md: is there already; give --overwrite"), again.err());
    assertEquals(0, CommandLineRun.of("reproduce", "fig1", "--out", out, "--overwrite").exit());
  }
}
