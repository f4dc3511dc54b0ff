package dev.mho.experiments.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyMatrixTest {
  private static final Matrix MATRIX =
      Matrix.of(new double[][] {{1, -2.5, 1e-300}, {Math.PI, 0, -0.0}});

  @TempDir private Path directory;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = directory.resolve("m.npy");
    Files.write(file, NpyMatrix.bytes(MATRIX));
    Matrix read = NpyMatrix.read(file);
    assertEquals(2, read.rows());
    assertArrayEquals(MATRIX.toArray(), read.toArray());
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    byte[] good = NpyMatrix.bytes(MATRIX);
    refuses("text".getBytes(StandardCharsets.UTF_8), "another kind of file");
    refuses(Arrays.copyOf(good, good.length - 8), "found 40 bytes of numbers; allowed: 48");
    String asText = new String(good, StandardCharsets.ISO_8859_1);
    refuses(asText.replace("<f8", "<f4").getBytes(StandardCharsets.ISO_8859_1), "float64 matrix");
    refuses(asText.replace("(2, 3)", "(6, )").getBytes(StandardCharsets.ISO_8859_1), "C order");
    Path missing = directory.resolve("missing.npy");
    BadInputException none = assertThrows(BadInputException.class, () -> NpyMatrix.read(missing));
    assertEquals(missing + ": no such file", none.getMessage());
  }

  private void refuses(byte[] bytes, String message) throws IOException {
    Path file = directory.resolve("bad.npy");
    Files.write(file, bytes);
    BadInputException refusal = assertThrows(BadInputException.class, () -> NpyMatrix.read(file));
    assertTrue(refusal.getMessage().startsWith(file + ": "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }
}
