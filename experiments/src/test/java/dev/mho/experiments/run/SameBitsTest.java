package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mho.experiments.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Same spec and same seed: same bytes of metrics, weights, cross-check, result and trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameBitsTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: same-bits
      seed: 7
      precision: float32
      data: { set: digits, train: 300, test: 200 }
      network: { hidden: [150] }
      learning:
        credit: feedback-alignment
        decorrelation: { rate: 1e-3 }
        update: { scheme: pulsed, rate: 0.2 }
        batch: 50
        epochs: 2
      hardware:
        device: rpu-gokmen-2016
        tile: { rows: 48, cols: 100 }
        dac: { bits: 7 }
        wires: { ohms-per-segment: 20, sense-ohms: 50, refresh: 4 }
      """;
  private static final String TRACE =
      "trace: { devices: 16, steps: 0..8, formats: [csv, parquet, npz, vcd, readmemh] }\n";

  @TempDir private static Path directory;
  private final Locale usual = Locale.getDefault();
  private Map<String, String> reference;

  @BeforeAll
  void runOnOneThread() throws IOException {
    reference = run("one", 1, SPEC + TRACE);
    assertFalse(reference.get("trace/events.csv").isEmpty());
  }

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(usual);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void onAnyNumberOfThreads(int threads) throws IOException {
    assertEquals(reference, run("threads" + threads, threads, SPEC + TRACE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR"})
  void inAnyLocale(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    assertEquals(reference, run(tag, 2, SPEC + TRACE));
  }

  @Test
  void withAndWithoutTrace() throws IOException {
    Map<String, String> untraced = run("untraced", 2, SPEC);
    Map<String, String> expected = new TreeMap<>(reference);
    expected.keySet().removeIf(name -> name.startsWith("trace/") || name.equals("experiment.yaml"));
    untraced.remove("experiment.yaml");
    assertEquals(expected, untraced);
  }

  private Map<String, String> run(String name, int threads, String text) throws IOException {
    Path out = directory.resolve(name);
    TestRun.of(text, directory, out, threads, Progress.silent());
    Map<String, String> files = new TreeMap<>();
    try (var paths = Files.walk(out)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            out.relativize(path).toString().replace('\\', '/'),
            java.util.HexFormat.of().formatHex(Files.readAllBytes(path)));
      }
    }
    return files;
  }
}
