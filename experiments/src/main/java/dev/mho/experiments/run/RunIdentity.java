package dev.mho.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.format.BadInputException;
import dev.mho.device.state.Archive;
import dev.mho.experiments.export.Sha256;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that decides what a run comes to. A state goes on only in a run of the same identity.
 *
 * @param tool name and version of mho
 * @param experiment text of the experiment with its defaults filled in
 * @param files SHA-256 of all else, by name: the device, converters, coefficients of energy, tables
 *     of samples
 */
record RunIdentity(String tool, String experiment, Map<String, String> files) {

  /**
   * The identity of a run.
   *
   * @param papers texts that a result directory holds beside the experiment, by name
   * @param tables files of samples
   */
  static RunIdentity of(String experiment, Map<String, String> papers, List<Path> tables) {
    Map<String, String> files = new TreeMap<>();
    papers.forEach((name, text) -> files.put(name, hash(text)));
    for (Path table : tables) {
      try {
        files.put(table.toString(), Sha256.of(table));
      } catch (NoSuchFileException e) {
        throw new BadInputException(table + ": no such file");
      } catch (IOException e) {
        throw new BadInputException(table + ": cannot be read (" + e.getMessage() + ")");
      }
    }
    return new RunIdentity(Version.text(), experiment, files);
  }

  private static String hash(String text) {
    Sha256 hash = new Sha256();
    try (OutputStream all = hash.through(OutputStream.nullOutputStream())) {
      all.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hash.text();
  }

  /** The identity as an archive keeps it. */
  RunIdentity kept(Archive archive) {
    String by = archive.text("tool", tool);
    String text = archive.text("experiment", experiment);
    List<String> names = List.copyOf(files.keySet());
    int count = archive.value("files", names.size());
    Map<String, String> kept = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = archive.text("name " + i, i < names.size() ? names.get(i) : "");
      kept.put(name, archive.text("hash " + i, files.getOrDefault(name, "")));
    }
    return new RunIdentity(by, text, kept);
  }

  /**
   * Checks that a run which is to go on is the one whose state was saved.
   *
   * @param place for the message
   * @throws BadInputException that names what has changed
   */
  void requireSame(RunIdentity now, String place) {
    if (!tool.equals(now.tool)) {
      throw new BadInputException(
          place + ": is of " + tool + ", and this is " + now.tool + ": its numbers may be others");
    }
    if (!experiment.equals(now.experiment)) {
      throw new BadInputException(
          place
              + ": is of another experiment: "
              + difference(tree(experiment), tree(now.experiment), "").orElse("its text differs")
              + "; run the changed one into another --out");
    }
    Set<String> names = new TreeSet<>(files.keySet());
    names.addAll(now.files.keySet());
    for (String name : names) {
      if (!files.getOrDefault(name, "").equals(now.files.getOrDefault(name, ""))) {
        throw new BadInputException(
            place + ": " + name + " has changed since; run the changed one into another --out");
      }
    }
  }

  private static JsonNode tree(String text) {
    return ExperimentFile.tree(text, "experiment");
  }

  /** The first key that differs, with both values. */
  private static Optional<String> difference(JsonNode then, JsonNode now, String path) {
    if (then.equals(now)) {
      return Optional.empty();
    }
    if (!then.isObject() || !now.isObject()) {
      return Optional.of(path + " was " + told(then) + " and is " + told(now));
    }
    Set<String> keys = new LinkedHashSet<>();
    then.fieldNames().forEachRemaining(keys::add);
    now.fieldNames().forEachRemaining(keys::add);
    return keys.stream()
        .map(
            key ->
                difference(then.path(key), now.path(key), path.isEmpty() ? key : path + "." + key))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String told(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? "left out" : value.toString();
  }
}
