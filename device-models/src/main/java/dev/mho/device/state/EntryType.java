package dev.mho.device.state;

/** What an entry of an archive holds, and the bytes that one of its numbers takes. */
enum EntryType {
  FLOATS(Float.BYTES),
  DOUBLES(Double.BYTES),
  INTS(Integer.BYTES),
  LONGS(Long.BYTES),
  BOOLEANS(1),
  TEXT(1),
  VALUE(Long.BYTES);

  private final int bytes;

  EntryType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }
}
