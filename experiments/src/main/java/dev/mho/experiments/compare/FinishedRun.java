package dev.mho.experiments.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mho.device.DeviceFile;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.TextFile;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Score;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run that has ended, with everything it was set to.
 *
 * @param directory of its result
 * @param seed that it ran with
 * @param settings all keys of its experiment file by path, such as {@code learning.batch}, without
 *     name and seed
 * @param scores final test scores by run: {@code hardware}, {@code exact}
 */
record FinishedRun(
    Path directory, long seed, Map<String, String> settings, Map<String, Score> scores) {

  /**
   * Reads results.
   *
   * @param places result directories, or directories of sweeps: all runs that have ended in them
   * @throws BadInputException if a place holds none
   */
  static List<FinishedRun> read(List<Path> places) {
    List<FinishedRun> runs = new ArrayList<>();
    for (Path place : places) {
      List<Path> results = results(place);
      if (results.isEmpty()) {
        throw BadInputException.at(
            place.toString(), "no result.json", "a result of mho run, or of mho sweep");
      }
      results.forEach(result -> runs.add(one(result)));
    }
    return runs;
  }

  private static List<Path> results(Path place) {
    if (Files.exists(place.resolve("result.json"))) {
      return List.of(place);
    }
    Path runs = place.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(runs)) {
      return all.filter(run -> Files.exists(run.resolve("result.json"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FinishedRun one(Path directory) {
    Path file = directory.resolve("experiment.yaml");
    ObjectNode tree = ExperimentFile.tree(TextFile.read(file), file.toString());
    Map<String, String> settings = new TreeMap<>();
    flatten("", tree, settings);
    settings.keySet().removeAll(List.of("mho", "name", "seed"));
    settings.computeIfPresent("hardware.device", (key, device) -> device(directory, device));
    RunResult result =
        StrictFormat.json().read(directory.resolve("result.json"), RunResult.KIND, RunResult.class);
    return new FinishedRun(directory, tree.path("seed").asLong(), settings, result.scores());
  }

  /** A device file of one's own is known by the name it gives. */
  private static String device(Path directory, String device) {
    return device.endsWith(".json") ? DeviceFile.read(directory.resolve(device)).name() : device;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> settings) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              key ->
                  flatten(
                      path.isEmpty() ? key.getKey() : path + "." + key.getKey(),
                      key.getValue(),
                      settings));
    } else {
      settings.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }

  /** The score that counts: that of the hardware, where there is one. */
  Score score(String run) {
    String usual = scores.containsKey("hardware") ? "hardware" : "exact";
    Score score = scores.get(run.isEmpty() ? usual : run);
    if (score == null) {
      throw BadInputException.unknown(directory.toString(), "run", run, scores.keySet());
    }
    return score;
  }
}
