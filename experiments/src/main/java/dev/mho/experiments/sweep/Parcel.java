package dev.mho.experiments.sweep;

import dev.mho.device.format.WholeFile;
import dev.mho.experiments.run.ResultDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A result directory as bytes (a ZIP archive), or why there is none. What says that a result is
 * finished comes last in it, and so is written last.
 */
final class Parcel {
  /** The most that the files of one run may have together. */
  static final long MOST_BYTES = 256L << 20;

  private static final String OBSTACLE = "obstacle";
  private static final Set<String> LAST = Set.of(ResultDirectory.RESULT, Outcome.FAILURE);

  private Parcel() {}

  /** A run that came to no answer. */
  static byte[] refused(String obstacle) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(OBSTACLE));
      zip.write(obstacle.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** All files of a directory. */
  static byte[] pack(Path directory) throws IOException {
    return pack(directory, MOST_BYTES);
  }

  static byte[] pack(Path directory, long most) throws IOException {
    List<String> names = names(directory);
    long size = 0;
    for (String name : names) {
      size += Files.size(directory.resolve(name));
    }
    if (size > most) {
      return refused(
          "its result has %d MB, and at most %d MB are sent; run it with --engine local"
              .formatted(size >> 20, most >> 20));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(directory.resolve(name), zip);
      }
    }
    return bytes.toByteArray();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .sorted(Comparator.<String, Boolean>comparing(LAST::contains).thenComparing(name -> name))
          .toList();
    }
  }

  /**
   * Writes the files into a directory, in place of an older result.
   *
   * @return why there are none; empty if there are
   */
  static Optional<String> unpack(byte[] parcel, Path place) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(parcel))) {
      boolean begun = false;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(OBSTACLE)) {
          return Optional.of(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
        if (!begun) {
          begun = true;
          clear(place);
        }
        Path file = place.resolve(entry.getName()).normalize();
        if (!file.startsWith(place.normalize())) {
          throw new IOException(entry.getName() + ": is no file of a result");
        }
        WholeFile.write(file, zip.readAllBytes());
      }
    }
    return Optional.empty();
  }

  private static void clear(Path place) throws IOException {
    Files.deleteIfExists(place.resolve(Outcome.FAILURE));
    if (Files.exists(place)) {
      ResultDirectory.create(place, true).close();
    }
  }

  /** Deletes a directory and all in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> entries = Files.walk(directory)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
