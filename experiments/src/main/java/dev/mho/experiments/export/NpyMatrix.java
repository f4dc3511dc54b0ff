package dev.mho.experiments.export;

import dev.mho.emulator.matrix.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A matrix as a NumPy file: format version 1.0, little-endian float64, C order. */
public final class NpyMatrix {
  private static final int ALIGNMENT = 64;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

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
}
