package dev.mho.experiments.sweep;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.spec.DataSpec;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files that the runs of a sweep read, in one ZIP archive, each under its absolute path.
 * Another machine opens it as a file system of its own, in which relative and absolute names mean
 * what they mean here.
 */
public final class Luggage {
  private Luggage() {}

  /**
   * Packs the files of some runs, each once.
   *
   * @param archive the file to be written
   * @throws BadInputException if one cannot be read; one line
   */
  public static void pack(List<Assignment> assignments, Path archive) throws IOException {
    Map<Path, Path> files = new LinkedHashMap<>();
    Set<DataSpec> data = new HashSet<>();
    for (Assignment assignment : assignments) {
      assignment.namedFiles().forEach(file -> add(file, files));
      // Most runs of a sweep learn the same samples, which may have very many files.
      if (data.add(assignment.point().spec().data())) {
        assignment.sampleFiles().forEach(file -> add(file, files));
      }
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Map.Entry<Path, Path> file : files.entrySet()) {
        if (!Files.isReadable(file.getValue())) {
          throw new BadInputException(file.getValue() + ": no such file, or not to be read");
        }
        zip.putNextEntry(new ZipEntry(file.getKey().toString().substring(1)));
        Files.copy(file.getValue(), zip);
      }
    }
  }

  private static void add(Path file, Map<Path, Path> files) {
    files.put(file.toAbsolutePath().normalize(), file);
  }

  /** Opens an archive. */
  static FileSystem open(Path archive) throws IOException {
    return FileSystems.newFileSystem(archive);
  }
}
