package dev.mho.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The code that a worker needs, as jars: mho and its libraries apart from what talks to Spark. */
final class Shipment {
  private final Path scratch;

  /** Jars are made in {@code scratch} where there are only folders of classes. */
  Shipment(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * All of this machine's class path, on which there is mho and no Spark. Of jars of one name,
   * which workers could not tell apart, the first counts, as it does here.
   */
  List<Path> mho() throws IOException {
    Map<String, Path> jars = new LinkedHashMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.exists(path)) {
        Path jar = jar(path, "mho-classes-" + jars.size());
        jars.putIfAbsent(jar.getFileName().toString(), jar);
      }
    }
    return List.copyOf(jars.values());
  }

  /** The classes of this package. */
  Path engine() throws IOException {
    try {
      Path place =
          Path.of(Shipment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar(place, "mho-spark-classes");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path jar(Path place, String name) throws IOException {
    if (!Files.isDirectory(place)) {
      return place;
    }
    Path jar = scratch.resolve(name + ".jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> entries = Files.walk(place)) {
      for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(place.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  /** Deletes a folder and all in it. */
  static void delete(Path folder) {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
