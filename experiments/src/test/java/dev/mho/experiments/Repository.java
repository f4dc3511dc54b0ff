package dev.mho.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that a test is part of. */
public final class Repository {
  private Repository() {}

  /** The folder that holds the README. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/keys"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The text of a file, by its path from the root. */
  public static String text(String path) {
    try {
      return Files.readString(root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files below a folder with these endings, sorted; build outputs left out. */
  public static List<Path> files(String folder, String ending) {
    try (Stream<Path> found = Files.walk(root().resolve(folder))) {
      return found
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
