package dev.mho.experiments.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.mho.device.array.Workers;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.Repository;
import dev.mho.experiments.run.Progress;
import dev.mho.experiments.run.Run;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every experiment of {@code examples} runs, in a short form: the same rules, devices, cells,
 * converters and schemes on a few digits, with at most sixteen units a layer and one epoch.
 */
class ExamplesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path EXAMPLES = Repository.root().resolve("examples");
  private static final int MOST_UNITS = 16;

  @TempDir private static Path directory;

  private static Stream<Path> files(String kind) {
    return Repository.files("examples", ".yaml").stream()
        .filter(file -> kind(file).startsWith(kind));
  }

  private static String kind(Path file) {
    return tree(file).path("mho").asText();
  }

  private static ObjectNode tree(Path file) {
    try {
      return (ObjectNode) YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExperimentRuns() {
    return files("experiment/")
        .map(
            file ->
                DynamicTest.dynamicTest(
                    EXAMPLES.relativize(file).toString(), () -> runShort(file)));
  }

  private static void runShort(Path file) throws IOException {
    ObjectNode experiment = tree(file);
    if (set(file).startsWith("cifar")) {
      // Its network needs larger pictures than are bundled.
      ExperimentFile.read(file);
      return;
    }
    shorten(experiment);
    Path out = directory.resolve(EXAMPLES.relativize(file).toString());
    try (Workers workers = new Workers(2)) {
      RunResult result =
          new Run(
                  ExperimentFile.parse(YAML.writeValueAsString(experiment), file.toString()),
                  file,
                  workers,
                  Progress.silent())
              .into(out, false);
      assertTrue(result.scores().values().stream().allMatch(s -> Double.isFinite(s.loss())));
      assertEquals(experiment.has("hardware"), !result.hardware().isEmpty());
    }
  }

  private static void shorten(ObjectNode experiment) {
    experiment.putObject("data").put("set", "digits").put("train", 64).put("test", 32);
    ArrayNode fewer = YAML.createArrayNode();
    for (JsonNode units : experiment.path("network").path("hidden")) {
      fewer.add(Math.min(MOST_UNITS, units.asInt()));
    }
    ((ObjectNode) experiment.get("network")).set("hidden", fewer);
    ObjectNode learning = (ObjectNode) experiment.get("learning");
    learning.put("epochs", 1).put("batch", 16);
    if (experiment.has("trace")) {
      ((ObjectNode) experiment.get("trace")).put("steps", "0..1");
    }
    JsonNode device = experiment.path("hardware").path("device");
    if (device.asText().endsWith("mine.device.json")) {
      ((ObjectNode) experiment.get("hardware")).put("device", calibrated().toString());
    }
  }

  /** The device that the files of {@code examples/measured} are fitted to. */
  private static Path calibrated() {
    Path device = directory.resolve("mine.device.json");
    CommandLineRun fit =
        CommandLineRun.of(
            "calibrate",
            EXAMPLES.resolve("measured/pulses.csv").toString(),
            "--kind",
            "pulse-response",
            "--into",
            device.toString());
    assertEquals(0, fit.exit(), fit.err());
    return device;
  }

  /** As they are, with all their networks and epochs; those of bundled data as a run reads them. */
  @Test
  void everyFileIsRight() {
    List<Path> quick =
        Repository.files("examples", ".yaml").stream()
            // The device of the measured ones is made by another command.
            .filter(file -> !file.startsWith(EXAMPLES.resolve("measured")))
            .filter(file -> List.of("", "digits").contains(set(file)))
            .toList();
    String[] check =
        Stream.concat(Stream.of("spec", "check"), quick.stream().map(Path::toString))
            .toArray(String[]::new);
    CommandLineRun checked = CommandLineRun.of(check);
    assertEquals("", checked.err());
    assertEquals(quick.size(), checked.out().lines().count());
    files("experiment/").forEach(ExperimentFile::read);
  }

  private static String set(Path file) {
    return tree(file).path("data").path("set").asText();
  }

  @Test
  void everySweepPlansItsRuns() {
    List<Path> sweeps = files("sweep/").toList();
    assertTrue(sweeps.size() >= 2);
    for (Path sweep : sweeps) {
      CommandLineRun plan =
          CommandLineRun.of(
              "sweep", sweep.toString(), "--plan", "--out", directory.resolve("plan").toString());
      assertEquals(0, plan.exit(), plan.err());
      assertTrue(Files.notExists(directory.resolve("plan").resolve("runs")));
    }
  }

  @Test
  void convertersAreDrawn() throws IOException {
    Path picture = directory.resolve("converters.png");
    CommandLineRun drawn =
        CommandLineRun.of(
            "converter",
            EXAMPLES.resolve("converters/ramp.yaml").toString(),
            EXAMPLES.resolve("converters/sar.yaml").toString(),
            EXAMPLES.resolve("converters/pipeline.yaml").toString(),
            "--plot",
            picture.toString());
    assertEquals(0, drawn.exit(), drawn.err());
    assertTrue(Files.size(picture) > 10_000);
  }
}
