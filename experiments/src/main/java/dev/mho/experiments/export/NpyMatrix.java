package dev.mho.experiments.export;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A matrix as a NumPy file: format version 1.0, little-endian float64, C order. */
public final class NpyMatrix {
  private static final int ALIGNMENT = 64;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private static final Pattern SHAPE = Pattern.compile("\\((\\d{1,9}), (\\d{1,9})\\)");

  private NpyMatrix() {}

  /** The bytes of the file. */
  public static byte[] bytes(Matrix matrix) {
    String header =
        "{'descr': '<f8', 'fortran_order': False, 'shape': ("
            + matrix.rows()
            + ", "
            + matrix.cols()
            + "), }";
    int unpadded = MAGIC.length + 2 + header.length() + 1;
    int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = header + " ".repeat(length - unpadded) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(length + 8 * matrix.rows() * matrix.cols())
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC);
    bytes.putShort((short) padded.length());
    bytes.put(padded.getBytes(StandardCharsets.US_ASCII));
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
    int start = MAGIC.length + 2;
    ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < start || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw BadInputException.at(file.toString(), "another kind of file", "NumPy format 1.0");
    }
    int length = Math.min(content.getShort(MAGIC.length) & 0xffff, bytes.length - start);
    String header = new String(bytes, start, length, StandardCharsets.US_ASCII);
    Matcher shape = SHAPE.matcher(header);
    if (!header.contains("'<f8'") || !header.contains("False") || !shape.find()) {
      throw BadInputException.at(
          file.toString(), header.strip(), "a float64 matrix in C order, little-endian");
    }
    int rows = Integer.parseInt(shape.group(1));
    int cols = Integer.parseInt(shape.group(2));
    long expected = 8L * rows * cols;
    if (bytes.length - start - length != expected || expected == 0) {
      throw BadInputException.at(
          file.toString(), bytes.length - start - length + " bytes of numbers", "" + expected);
    }
    content.position(start + length);
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, content.getDouble());
      }
    }
    return matrix;
  }
}
