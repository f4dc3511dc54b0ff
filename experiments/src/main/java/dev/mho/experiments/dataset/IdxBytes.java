package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * An array of unsigned bytes from a file in the IDX format, plain or compressed with gzip: the
 * magic number {@code 0x0000080d} for d dimensions, d sizes, all big-endian in four bytes, then the
 * values, last dimension fastest (Y. LeCun, C. Cortes, C. Burges, The MNIST database).
 */
final class IdxBytes {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int BUFFER_BYTES = 1 << 16;
  // A little below the largest int, where virtual machines end.
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private final int[] sizes;
  private final byte[] values;

  private IdxBytes(int[] sizes, byte[] values) {
    this.sizes = sizes;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @param dimensions how many it must have, 1 to 255
   * @throws BadInputException if it is not such a file, or shorter or longer than its header says
   */
  static IdxBytes read(Path file, int dimensions) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        DataInputStream in = new DataInputStream(decompressed(raw))) {
      requireMagic(file, in.readInt(), UNSIGNED_BYTES + dimensions);
      int[] sizes = new int[dimensions];
      for (int i = 0; i < dimensions; i++) {
        sizes[i] = in.readInt();
      }
      int length = length(file, sizes);
      byte[] values = in.readNBytes(length);
      if (values.length < length) {
        throw BadInputException.at(file.toString(), values.length + " values", promise(sizes));
      }
      if (in.read() >= 0) {
        throw BadInputException.at(file.toString(), "more values", promise(sizes));
      }
      return new IdxBytes(sizes, values);
    } catch (EOFException e) {
      throw BadInputException.at(file.toString(), "an end too early", "a whole IDX file");
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** Size in a dimension, ≥ 1. */
  int size(int dimension) {
    return sizes[dimension];
  }

  /** A value, 0 to 255. */
  int value(int index) {
    return values[index] & 0xFF;
  }

  /** All values, each an unsigned byte; not a copy. */
  byte[] bytes() {
    return values;
  }

  /** The content decides, not the name: browsers decompress and keep the {@code .gz}. */
  private static InputStream decompressed(InputStream raw) throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
    raw.reset();
    return gzip ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
  }

  private static void requireMagic(Path file, int found, int allowed) {
    if (found != allowed) {
      throw BadInputException.at(
          file.toString(),
          "magic number 0x%08x".formatted(found),
          "0x%08x, an IDX file of bytes in %d dimension%s"
              .formatted(allowed, allowed & 0xFF, (allowed & 0xFF) == 1 ? "" : "s"));
    }
  }

  private static int length(Path file, int[] sizes) {
    long length = 1;
    for (int size : sizes) {
      length *= size;
      if (length < 1 || length > MAX_LENGTH) {
        throw BadInputException.at(
            file.toString(), "sizes " + times(sizes), "1 to " + MAX_LENGTH + " values in all");
      }
    }
    return (int) length;
  }

  private static String promise(int[] sizes) {
    return times(sizes) + " values, as its header says";
  }

  private static String times(int[] sizes) {
    return Arrays.stream(sizes)
        .mapToObj(Integer::toUnsignedString)
        .collect(Collectors.joining(" x "));
  }
}
