package dev.mho.experiments.export;

import dev.mho.device.format.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes arrays into a NumPy archive: little-endian, C order, compressed. The same arrays give the
 * same bytes.
 */
public final class NpzWriter implements AutoCloseable {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Path file;
  private final ZipOutputStream zip;

  /** Starts an archive; it appears when it is closed. */
  public NpzWriter(Path file) throws IOException {
    this.file = file;
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    zip =
        new ZipOutputStream(
            new BufferedOutputStream(Files.newOutputStream(WholeFile.partial(file)), 1 << 16));
  }

  /** Writes the numbers of an array. */
  public interface Numbers {
    /** Writes them as bytes. */
    void to(OutputStream out) throws IOException;
  }

  /**
   * Adds an array.
   *
   * @param type NumPy's name of its type, for example {@code <f8}
   */
  public void add(String name, String type, Numbers numbers, long... shape) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(NpyHeader.of(type, shape).bytes());
    numbers.to(zip);
    zip.closeEntry();
  }

  /** Adds doubles, {@code <f8}. */
  public void add(String name, double[] values, long... shape) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    add(name, "<f8", out -> out.write(bytes.array()), shape);
  }

  /** Adds whole numbers, {@code <i4}. */
  public void add(String name, int[] values, long... shape) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    add(name, "<i4", out -> out.write(bytes.array()), shape);
  }

  @Override
  public void close() throws IOException {
    zip.close();
    WholeFile.finish(file);
  }
}
