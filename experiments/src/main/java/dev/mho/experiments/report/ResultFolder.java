package dev.mho.experiments.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.TextFile;
import dev.mho.experiments.budget.ErrorBudget;
import dev.mho.experiments.run.ConductanceSnapshot;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.InferenceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What lies in the result directory of a run, be it finished or not. */
public final class ResultFolder {
  private static final String EXPERIMENT = "experiment.yaml";
  private static final String INFERENCE = "inference.yaml";

  private final Path path;
  private final Optional<RunResult> result;
  private final ObjectNode settings;

  private ResultFolder(Path path, Optional<RunResult> result, ObjectNode settings) {
    this.path = path;
    this.result = result;
    this.settings = settings;
  }

  /**
   * Looks into a directory.
   *
   * @throws BadInputException if it holds no result of {@code run} or {@code infer}
   */
  public static ResultFolder of(Path path) {
    if (!isOne(path)) {
      throw new BadInputException(path + ": holds no result of run, infer or sweep");
    }
    Path settings = path.resolve(isInference(path) ? INFERENCE : EXPERIMENT);
    ObjectNode tree =
        ExperimentFile.yaml()
            .tree(
                TextFile.read(settings),
                settings.toString(),
                isInference(path) ? InferenceSpec.KIND : ExperimentFile.KIND);
    return new ResultFolder(
        path,
        optional(path, "result.json")
            .map(file -> StrictFormat.json().read(file, RunResult.KIND, RunResult.class)),
        tree);
  }

  /** Whether a directory holds a result of {@code run} or {@code infer}. */
  public static boolean isOne(Path path) {
    return Files.isRegularFile(path.resolve(EXPERIMENT)) || isInference(path);
  }

  private static boolean isInference(Path path) {
    return Files.isRegularFile(path.resolve(INFERENCE));
  }

  private static Optional<Path> optional(Path directory, String name) {
    return Optional.of(directory.resolve(name)).filter(Files::exists);
  }

  /** The directory. */
  Path path() {
    return path;
  }

  /** Whether it is of {@code infer}. */
  boolean isInference() {
    return isInference(path);
  }

  /** What came out, if it is finished. */
  public Optional<RunResult> result() {
    return result;
  }

  /** Name of the experiment. */
  public String name() {
    return settings.path("name").asText();
  }

  /** A setting of the experiment, by the keys that lead to it. */
  JsonNode setting(String... keys) {
    JsonNode node = settings;
    for (String key : keys) {
      node = node.path(key);
    }
    return node;
  }

  /** Epochs that were asked for; 0 if nothing is trained. */
  public int epochs() {
    return setting("learning", "epochs").asInt();
  }

  /** Which samples the scores are of: test or validation. */
  String samples() {
    return setting("data", "validation").isNumber() ? "validation" : "test";
  }

  /** The file with the settings. */
  Path settingsFile() {
    return path.resolve(isInference() ? INFERENCE : EXPERIMENT);
  }

  /** A table of the result, if it is there. */
  Optional<CsvRows> table(String name) {
    return optional(path, name).map(CsvRows::read);
  }

  /** A text of the result, if it is there. */
  Optional<String> text(String name) {
    return optional(path, name).map(TextFile::read);
  }

  /**
   * A JSON file of the result whose keys are not known beforehand, if it is there.
   *
   * @throws BadInputException if it is no JSON
   */
  Optional<JsonNode> json(String name) {
    return text(name).map(text -> parsed(text, path.resolve(name)));
  }

  private static JsonNode parsed(String text, Path file) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadInputException(file + ": not readable: " + e.getOriginalMessage());
    }
  }

  /** What each effect costs, if {@code mho budget} has found it out. */
  Optional<ErrorBudget> budget() {
    return optional(path, "budget.json")
        .map(file -> StrictFormat.json().read(file, ErrorBudget.KIND, ErrorBudget.class));
  }

  /** The device, if there is hardware. */
  Optional<DeviceModel> device() {
    return optional(path, "device.json").map(DeviceFile::read);
  }

  /** Where all devices were in the end, if there is hardware. */
  Optional<ConductanceSnapshot> conductances() {
    return optional(path, "conductances").map(folder -> ConductanceSnapshot.read(path));
  }

  /** How far it has come, as it is in the history at this moment. */
  public RunState state() {
    return RunState.of(this);
  }
}
