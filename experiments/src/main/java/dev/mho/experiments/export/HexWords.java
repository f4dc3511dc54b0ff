package dev.mho.experiments.export;

import dev.mho.device.format.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A memory image for Verilog's {@code $readmemh}: one hexadecimal word a line, in two's complement
 * of a fixed width, with leading zeros.
 */
public final class HexWords implements AutoCloseable {
  private final Path file;
  private final int digits;
  private final long mask;
  private final BufferedWriter out;

  /** Starts an image of words of 1 to 64 bits; it appears when it is closed. */
  public HexWords(Path file, int bits) throws IOException {
    if (bits < 1 || bits > Long.SIZE) {
      throw new IllegalArgumentException(bits + " bits");
    }
    this.file = file;
    digits = (bits + 3) / 4;
    mask = bits == Long.SIZE ? -1L : (1L << bits) - 1;
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    out = Files.newBufferedWriter(WholeFile.partial(file), StandardCharsets.US_ASCII);
  }

  /** Adds a remark. */
  public void remark(String text) throws IOException {
    out.write("// " + text + "\n");
  }

  /** Adds a word, of which the lowest bits count. */
  public void add(long word) throws IOException {
    String text = Long.toHexString(word & mask);
    out.write("0".repeat(digits - text.length()));
    out.write(text);
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
    WholeFile.finish(file);
  }
}
