package dev.mho.experiments.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/traces.md tells people to do works. */
class TraceExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir private static Path directory;
  private static Path trace;

  @BeforeAll
  static void run() {
    Path out = directory.resolve("digits-trace");
    String file = EXAMPLES.resolve("trace/digits-trace.yaml").toString();
    CommandLineRun run = CommandLineRun.of("run", file, "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    trace = out.resolve("trace");
  }

  private static String python(String script, String argument) throws IOException {
    Tool.Printed printed =
        Tool.numpyOrSkip(directory)
            .run(directory, EXAMPLES.resolve("trace/" + script).toString(), argument);
    assertEquals(0, printed.exit(), printed.out());
    return printed.out();
  }

  @Test
  void theScriptRecomputesEveryConductance() throws IOException {
    long rows = TraceVerifier.verify(trace).rows();
    String said = python("replay.py", trace.toString());
    assertTrue(said.startsWith(rows + " events, "), said);
    assertTrue(said.endsWith(" pulses, 32 devices: every conductance recomputed\n"), said);
  }

  @Test
  void theMatricesLoad() throws IOException {
    String said = python("dense.py", trace.resolve("npz/updates.npz").toString());
    assertTrue(said.contains("layer0_tile1 plus: ") && said.contains("minus: "), said);
  }

  @Test
  void theQuestionIsAnswered() throws IOException, SQLException {
    String query =
        Files.readString(EXAMPLES.resolve("trace/pulses.sql"))
            .replace("results/digits-trace/trace", trace.toString());
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet answer = duck.createStatement().executeQuery(query)) {
      long rows = 0;
      while (answer.next()) {
        rows += answer.getLong("events");
      }
      assertEquals(TraceFolder.open(trace).sidecar().rows(), rows);
    }
  }

  @Test
  void theDeckRuns() throws IOException {
    Tool.Printed printed =
        Tool.orSkip("ngspice").run(trace.resolve("spice-pwl/layer0_tile1_plus"), "-b", "deck.cir");
    String expected =
        Files.readAllLines(trace.resolve("spice-pwl/layer0_tile1_plus/energy.csv")).get(1);
    Matcher found = Pattern.compile("(?m)^e_r2_c0\\s+=\\s+(\\S+)").matcher(printed.out());
    assertTrue(expected.startsWith("2,0,") && found.find(), printed.out());
    double joules = Double.parseDouble(expected.split(",")[4]);
    assertEquals(joules, Double.parseDouble(found.group(1)), 2e-3 * joules);
  }

  @Test
  void givenWeightsAreProgrammed() {
    Path trained = directory.resolve("trained");
    String train = EXAMPLES.resolve("infer/train.yaml").toString();
    assertEquals(0, CommandLineRun.of("run", train, "--out", trained.toString()).exit());
    CommandLineRun run =
        CommandLineRun.of(
            "infer",
            EXAMPLES.resolve("infer/digits-pcm.yaml").toString(),
            "--weights",
            trained.resolve("weights").toString(),
            "--names",
            "exact-layer0-weights,exact-layer1-weights",
            "--out",
            directory.resolve("inferred").toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("bias exact-layer1-bias"), run.out());
    assertTrue(run.out().contains("2592000 s later: "), run.out());
  }
}
