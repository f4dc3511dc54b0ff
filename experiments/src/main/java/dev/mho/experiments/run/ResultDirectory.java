package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.spec.HardwareSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory of one run's results, known by a mark that mho leaves in it. A file appears whole
 * or not at all, nothing that mho did not write is ever deleted, and until it is closed no other
 * run writes to it.
 */
public final class ResultDirectory implements AutoCloseable {
  /** Name of the experiment, its defaults filled in. */
  public static final String EXPERIMENT = "experiment.yaml";

  /** Name of what came out, which is there only when all is. */
  public static final String RESULT = "result.json";

  private static final String MARK = ".mho-result";
  private static final Set<String> OWN =
      Set.of(
          MARK,
          EXPERIMENT,
          "inference.yaml",
          "programmed.npz",
          "device.json",
          HardwareSpec.CONVERTER_FILE,
          HardwareSpec.BACKWARD_CONVERTER_FILE,
          "energy.json",
          "environment.json",
          "metrics.csv",
          "crosscheck.csv",
          "clipping.csv",
          RESULT,
          "report.html",
          "weights",
          "conductances",
          "trace",
          Checkpoint.FILE);

  private final Path path;
  private final SoleWriter writer;

  private ResultDirectory(Path path, SoleWriter writer) {
    this.path = path;
    this.writer = writer;
  }

  /**
   * Makes the directory, or empties an older result.
   *
   * @throws BadInputException if it exists and is not to be overwritten, is no result, holds files
   *     that are not mho's, or another run is writing it
   */
  public static ResultDirectory create(Path path, boolean overwrite) {
    try {
      boolean older = isOne(path);
      if (!older) {
        if (Files.exists(path)) {
          requireReplaceable(path, overwrite);
        }
        Files.createDirectories(path);
      }
      SoleWriter writer = SoleWriter.of(path, MARK);
      try {
        if (older) {
          empty(path, overwrite);
        }
      } catch (IOException | BadInputException e) {
        writer.close();
        throw e;
      }
      return new ResultDirectory(path, writer);
    } catch (AccessDeniedException e) {
      throw new BadInputException(path + ": permission denied");
    } catch (IOException e) {
      throw new BadInputException(path + ": cannot be made (" + e.getMessage() + ")");
    }
  }

  /**
   * The directory of a run that was interrupted.
   *
   * @throws BadInputException if it is none, or another run is writing it
   */
  public static ResultDirectory open(Path path) {
    requireBegun(path);
    try {
      return new ResultDirectory(path, SoleWriter.of(path, MARK));
    } catch (IOException e) {
      throw new BadInputException(path + ": cannot be written (" + e.getMessage() + ")");
    }
  }

  /**
   * Checks that a directory is that of a run.
   *
   * @throws BadInputException if it is none, or cannot be written
   */
  public static void requireBegun(Path path) {
    if (!Files.isDirectory(path)) {
      throw new BadInputException(path + ": is no directory, so there is nothing to go on with");
    }
    if (!Files.exists(path.resolve(MARK))) {
      throw new BadInputException(
          path + ": is no result of mho, so there is nothing to go on with");
    }
    if (!Files.exists(path.resolve(EXPERIMENT))) {
      throw new BadInputException(
          path + ": holds no experiment: its run had not begun, or it is no run's");
    }
    if (!Files.isWritable(path)) {
      throw new BadInputException(path + ": permission denied");
    }
  }

  /** Whether a directory holds what {@code mho run} can go on with. */
  public static boolean isUnfinished(Path path) {
    return Files.exists(path.resolve(MARK))
        && Files.exists(path.resolve(EXPERIMENT))
        && !Files.exists(path.resolve(RESULT));
  }

  /** Deletes an older result; the mark stays, since its lock is held. */
  private static void empty(Path path, boolean overwrite) throws IOException {
    requireReplaceable(path, overwrite);
    for (String name : OWN) {
      if (!name.equals(MARK)) {
        delete(path.resolve(name));
        delete(path.resolve(name + ".part"));
      }
    }
  }

  private static void requireReplaceable(Path path, boolean overwrite) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new BadInputException(path + ": exists and is not a directory; choose another --out");
    }
    List<String> names;
    try (Stream<Path> entries = Files.list(path)) {
      names = entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
    if (names.isEmpty()) {
      return;
    }
    if (!names.contains(MARK)) {
      throw new BadInputException(
          path + ": exists and is not a result of mho; choose another --out");
    }
    if (!overwrite) {
      if (isUnfinished(path)) {
        throw new BadInputException(
            path
                + ": holds an unfinished result; go on with: mho run --resume "
                + path
                + "; or give --overwrite to replace it, or another --out");
      }
      String state = names.contains(RESULT) ? "a result" : "an unfinished result";
      throw new BadInputException(
          path + ": holds " + state + " already; give --overwrite to replace it, or another --out");
    }
    for (String name : names) {
      if (!OWN.contains(name.replaceAll("\\.part$", ""))) {
        throw new BadInputException(
            path + ": holds " + name + ", which is not mho's; move it, or choose another --out");
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }

  /** Whether a directory holds, or will hold, the result of a run. */
  public static boolean isOne(Path path) {
    return Files.isRegularFile(path.resolve(MARK));
  }

  /** The directory itself. */
  public Path path() {
    return path;
  }

  /** Writes a text file. */
  public void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a binary file. */
  public void write(String name, byte[] bytes) {
    try {
      WholeFile.write(path.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
