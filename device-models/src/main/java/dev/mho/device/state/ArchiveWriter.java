package dev.mho.device.state;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes state as a stream of entries, one after the other in the order of the walk:
 *
 * <pre>
 * name (modified UTF-8), type (1 byte), count (4 bytes), numbers (big endian)
 * </pre>
 *
 * A stream that cannot be written ends the walk with an {@link UncheckedIOException}.
 */
public final class ArchiveWriter implements Archive {
  private static final int BUFFER_BYTES = 1 << 16;

  private final DataOutputStream out;
  private final String prefix;
  private final ByteBuffer buffer;

  /** An archive in a stream, which stays open. */
  public ArchiveWriter(OutputStream out) {
    this(new DataOutputStream(out), "", ByteBuffer.allocate(BUFFER_BYTES));
  }

  private ArchiveWriter(DataOutputStream out, String prefix, ByteBuffer buffer) {
    this.out = out;
    this.prefix = prefix;
    this.buffer = buffer;
  }

  @Override
  public Archive part(String name) {
    return new ArchiveWriter(out, prefix + name + "/", buffer);
  }

  @Override
  public void floats(String name, float[] values) {
    write(
        name,
        EntryType.FLOATS,
        values.length,
        (from, count) -> buffer.asFloatBuffer().put(values, from, count));
  }

  @Override
  public void doubles(String name, double[] values) {
    write(
        name,
        EntryType.DOUBLES,
        values.length,
        (from, count) -> buffer.asDoubleBuffer().put(values, from, count));
  }

  @Override
  public void ints(String name, int[] values) {
    write(
        name,
        EntryType.INTS,
        values.length,
        (from, count) -> buffer.asIntBuffer().put(values, from, count));
  }

  @Override
  public void longs(String name, long[] values) {
    write(
        name,
        EntryType.LONGS,
        values.length,
        (from, count) -> buffer.asLongBuffer().put(values, from, count));
  }

  @Override
  public void booleans(String name, boolean[] values) {
    write(
        name,
        EntryType.BOOLEANS,
        values.length,
        (from, count) -> {
          for (int i = from; i < from + count; i++) {
            buffer.put((byte) (values[i] ? 1 : 0));
          }
        });
  }

  @Override
  public String text(String name, String current) {
    byte[] bytes = current.getBytes(StandardCharsets.UTF_8);
    write(name, EntryType.TEXT, bytes.length, (from, count) -> buffer.put(bytes, from, count));
    return current;
  }

  @Override
  public long value(String name, long current) {
    write(name, EntryType.VALUE, 1, (from, count) -> buffer.putLong(current));
    return current;
  }

  /** Puts some numbers into the buffer. */
  private interface Put {
    void numbers(int from, int count);
  }

  private void write(String name, EntryType type, int count, Put put) {
    try {
      out.writeUTF(prefix + name);
      out.writeByte(type.ordinal());
      out.writeInt(count);
      int atOnce = BUFFER_BYTES / type.bytes();
      for (int from = 0; from < count; from += atOnce) {
        int some = Math.min(atOnce, count - from);
        buffer.clear();
        put.numbers(from, some);
        out.write(buffer.array(), 0, some * type.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
