package dev.mho.device.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that appear whole or not at all: under a temporary name first, then moved. */
public final class WholeFile {
  private WholeFile() {}

  /** Where {@code file} is written before it is moved. */
  public static Path partial(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** Writes a text in UTF-8; makes the directory if needed. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes; makes the directory if needed. */
  public static void write(Path file, byte[] bytes) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    try {
      Files.write(partial(file), bytes);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // A disk that is full does not say where, and half a file is not to fill it further.
      Files.deleteIfExists(partial(file));
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    finish(file);
  }

  /** Moves what was written to {@link #partial} into place, over an older file. */
  public static void finish(Path file) throws IOException {
    Files.move(partial(file), file, StandardCopyOption.REPLACE_EXISTING);
  }
}
