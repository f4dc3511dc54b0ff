package dev.mho.experiments.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.TextFile;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.sweep.SweepFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A file that a user wrote, of any kind, read and found right.
 *
 * @param kind what it is
 * @param text it again, with all that it leaves out filled in
 * @param summary a line on what it asks for
 */
public record SpecFile(FileKind kind, String text, String summary) {
  /**
   * Reads a file as the command that takes it would: an experiment with its device, a sweep with
   * every experiment that it makes.
   *
   * @throws BadInputException if anything is wrong with it; one line
   */
  public static SpecFile read(Path file) {
    FileKind kind = kind(file);
    switch (kind) {
      case EXPERIMENT:
        ExperimentSpec spec = ExperimentFile.read(file);
        spec.hardware().ifPresent(h -> h.loadDevice(TextFile.folder(file)));
        return new SpecFile(kind, ExperimentFile.print(spec), "experiment, no mistake found");
      case SWEEP:
        SweepFile sweep = SweepFile.read(file);
        return new SpecFile(
            kind,
            kind.format().print(kind.version(), sweep.spec()),
            "sweep of " + sweep.points().size() + " runs, no mistake found");
      default:
        Record value = kind.format().read(file, kind.version(), kind.type());
        return new SpecFile(
            kind,
            kind.format().print(kind.version(), value),
            kind.label() + " file, no mistake found");
    }
  }

  /** The kind of a file, by its key {@code mho}; JSON is YAML, too. */
  private static FileKind kind(Path file) {
    String text = TextFile.read(file);
    JsonNode version = ExperimentFile.tree(text, file.toString()).path("mho");
    return Arrays.stream(FileKind.values())
        .filter(kind -> kind.version().equals(version.asText()))
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.at(
                    file.toString(),
                    version.isMissingNode() ? "no key \"mho\"" : "mho: " + version.asText(),
                    Arrays.stream(FileKind.values())
                        .map(kind -> "mho: " + kind.version())
                        .collect(Collectors.joining(", "))));
  }
}
