package dev.mho.device;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Numbers that other simulators printed, kept beside the checkout in {@code shared/golden}. A test
 * that asks for them is skipped where they are absent. The system property {@code mho.shared} names
 * another place for the folder {@code shared}.
 */
public final class Golden {
  private Golden() {}

  /** The file {@code shared/golden/name} as a JSON tree. */
  public static JsonNode read(String name) {
    Path file = file("golden/" + name);
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of {@code shared/name}, for files that are not JSON or not golden. */
  public static Path file(String name) {
    Path shared = shared();
    assumeTrue(shared != null, "golden numbers are absent");
    Path file = shared.resolve(name);
    assumeTrue(Files.exists(file), "golden numbers are absent: " + file);
    return file;
  }

  /** A list of numbers. */
  public static double[] vector(JsonNode node) {
    double[] vector = new double[node.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = node.get(i).asDouble();
    }
    return vector;
  }

  /** A list of rows. */
  public static double[][] matrix(JsonNode node) {
    double[][] matrix = new double[node.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = vector(node.get(i));
    }
    return matrix;
  }

  private static Path shared() {
    String named = System.getProperty("mho.shared");
    if (named != null) {
      return Path.of(named);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("shared/golden"))) {
      folder = folder.getParent();
    }
    return folder == null ? null : folder.resolve("shared");
  }
}
