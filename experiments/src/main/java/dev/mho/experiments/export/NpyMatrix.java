package dev.mho.experiments.export;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A matrix as a NumPy file: format version 1.0, little-endian float64, C order. */
public final class NpyMatrix {
  private NpyMatrix() {}

  /** The bytes of the file. */
  public static byte[] bytes(Matrix matrix) {
    byte[] header = NpyHeader.of("<f8", matrix.rows(), matrix.cols()).bytes();
    ByteBuffer bytes =
        ByteBuffer.allocate(header.length + 8 * matrix.rows() * matrix.cols())
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(header);
    for (double value : matrix.toArray()) {
      bytes.putDouble(value);
    }
    return bytes.array();
  }

  /**
   * Reads a matrix that {@link #bytes} wrote.
   *
   * @throws BadInputException if the file is missing, or is not such a matrix
   */
  public static Matrix read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": no such file");
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
    }
    ByteBuffer content = ByteBuffer.wrap(bytes);
    NpyHeader header = NpyHeader.read(content, file.toString());
    if (!header.type().equals("<f8") || header.fortran() || header.shape().size() != 2) {
      throw BadInputException.at(
          file.toString(), header.toString(), "a float64 matrix in C order, little-endian");
    }
    long expected = 8 * header.size();
    if (content.remaining() != expected || expected == 0) {
      throw BadInputException.at(
          file.toString(), content.remaining() + " bytes of numbers", "" + expected);
    }
    int rows = header.shape().get(0).intValue();
    int cols = header.shape().get(1).intValue();
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, content.getDouble());
      }
    }
    return matrix;
  }
}
