package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The directory of one run's results. A file appears whole or not at all. */
public final class ResultDirectory {
  private static final String MARK = "experiment.yaml";

  private final Path path;

  private ResultDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes the directory, or empties an older result.
   *
   * @throws BadInputException if it exists and is not to be overwritten, or is no result
   */
  public static ResultDirectory create(Path path, boolean overwrite) {
    try {
      if (Files.exists(path)) {
        boolean empty = Files.isDirectory(path) && isEmpty(path);
        if (!empty && !Files.exists(path.resolve(MARK))) {
          throw new BadInputException(
              path + ": exists and is not a result of mho; choose another --out");
        }
        if (!empty && !overwrite) {
          throw new BadInputException(
              path + ": holds a result already; give --overwrite to replace it, or another --out");
        }
        delete(path);
      }
      Files.createDirectories(path);
      return new ResultDirectory(path);
    } catch (IOException e) {
      throw new BadInputException(path + ": cannot be made (" + e + ")");
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
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
}
