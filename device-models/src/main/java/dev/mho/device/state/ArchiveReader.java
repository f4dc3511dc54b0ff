package dev.mho.device.state;

import dev.mho.device.format.BadInputException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Restores what an {@link ArchiveWriter} wrote.
 *
 * <p>An entry whose name, type or count is not the one that the walk asks for is a {@link
 * BadInputException}: the state is that of something else.
 */
public final class ArchiveReader implements Archive {
  private static final int BUFFER_BYTES = 1 << 16;

  private final DataInputStream in;
  private final String prefix;
  private final ByteBuffer buffer;

  /** An archive in a stream, which stays open and is read no further than its entries go. */
  public ArchiveReader(InputStream in) {
    this(new DataInputStream(in), "", ByteBuffer.allocate(BUFFER_BYTES));
  }

  private ArchiveReader(DataInputStream in, String prefix, ByteBuffer buffer) {
    this.in = in;
    this.prefix = prefix;
    this.buffer = buffer;
  }

  @Override
  public Archive part(String name) {
    return new ArchiveReader(in, prefix + name + "/", buffer);
  }

  @Override
  public void floats(String name, float[] values) {
    read(
        name,
        EntryType.FLOATS,
        values.length,
        (from, count) -> buffer.asFloatBuffer().get(values, from, count));
  }

  @Override
  public void doubles(String name, double[] values) {
    read(
        name,
        EntryType.DOUBLES,
        values.length,
        (from, count) -> buffer.asDoubleBuffer().get(values, from, count));
  }

  @Override
  public void ints(String name, int[] values) {
    read(
        name,
        EntryType.INTS,
        values.length,
        (from, count) -> buffer.asIntBuffer().get(values, from, count));
  }

  @Override
  public void longs(String name, long[] values) {
    read(
        name,
        EntryType.LONGS,
        values.length,
        (from, count) -> buffer.asLongBuffer().get(values, from, count));
  }

  @Override
  public void booleans(String name, boolean[] values) {
    read(
        name,
        EntryType.BOOLEANS,
        values.length,
        (from, count) -> {
          for (int i = from; i < from + count; i++) {
            values[i] = buffer.get() != 0;
          }
        });
  }

  @Override
  public String text(String name, String current) {
    try {
      byte[] bytes = new byte[begin(name, EntryType.TEXT)];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  @Override
  public long value(String name, long current) {
    long[] value = new long[1];
    read(name, EntryType.VALUE, 1, (from, count) -> value[0] = buffer.getLong());
    return value[0];
  }

  /** Takes some numbers out of the buffer. */
  private interface Take {
    void numbers(int from, int count);
  }

  private void read(String name, EntryType type, int count, Take take) {
    try {
      int found = begin(name, type);
      if (found != count) {
        throw BadInputException.at(prefix + name, found + " numbers", Integer.toString(count));
      }
      int atOnce = BUFFER_BYTES / type.bytes();
      for (int from = 0; from < count; from += atOnce) {
        int some = Math.min(atOnce, count - from);
        in.readFully(buffer.array(), 0, some * type.bytes());
        buffer.clear();
        take.numbers(from, some);
      }
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  /** Reads the head of the next entry, and how many numbers follow. */
  private int begin(String name, EntryType type) throws IOException {
    String found = in.readUTF();
    int kind = in.readByte();
    if (!found.equals(prefix + name)) {
      throw new BadInputException(
          "state of " + found + " where that of " + prefix + name + " belongs");
    }
    if (kind != type.ordinal()) {
      throw new BadInputException("state of " + found + " is not in " + type);
    }
    return in.readInt();
  }

  private RuntimeException failure(String name, IOException e) {
    return e instanceof EOFException
        ? new BadInputException("the state ends before " + prefix + name)
        : new UncheckedIOException(e);
  }
}
