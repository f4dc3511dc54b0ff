package dev.mho.experiments.trace;

import dev.mho.device.format.WholeFile;
import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.experiments.export.Decimal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Voltage of one line against time, piecewise linear: a file of {@code seconds volts} pairs, times
 * strictly ascending, from 0 V at 0 s to 0 V at the end. No file is held open, however many lines
 * there are.
 */
final class LineVoltage {
  private static final int HELD = 1 << 15;

  private final Path path;
  private final Side side;
  private final int number;
  private final StringBuilder held = new StringBuilder();
  private double last;
  private double peak;
  private long points;
  private boolean begun;

  LineVoltage(Path folder, Side side, int number) throws IOException {
    this.side = side;
    this.number = number;
    this.path = folder.resolve(file());
    Files.createDirectories(folder);
    point(0, 0);
  }

  /** Name of the line in a circuit. */
  String name() {
    return (side == Side.ROW ? "row_" : "col_") + number;
  }

  String file() {
    return name() + ".pwl";
  }

  String side() {
    return side.name().toLowerCase(Locale.ROOT);
  }

  int number() {
    return number;
  }

  long points() {
    return points;
  }

  /** Voltage farthest from 0. */
  double peak() {
    return peak;
  }

  /** Adds a pulse that begins at a time after the last one has ended. */
  void pulse(double start, double volts, double edge, double width) {
    if (volts == 0) {
      return;
    }
    point(start, 0);
    point(start + edge, volts);
    point(start + edge + width, volts);
    point(start + edge + width + edge, 0);
    peak = Math.abs(volts) > Math.abs(peak) ? volts : peak;
  }

  private void point(double seconds, double volts) {
    held.append(Decimal.text(seconds)).append(' ').append(Decimal.text(volts)).append('\n');
    last = seconds;
    points++;
    if (held.length() > HELD) {
      flush();
    }
  }

  private void flush() {
    try {
      OpenOption[] how =
          begun
              ? new OpenOption[] {StandardOpenOption.APPEND}
              : new OpenOption[] {
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE
              };
      Files.writeString(WholeFile.partial(path), held, StandardCharsets.US_ASCII, how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    begun = true;
    held.setLength(0);
  }

  /** Ends the file at a time. */
  void close(double end) throws IOException {
    if (end > last) {
      point(end, 0);
    }
    flush();
    WholeFile.finish(path);
  }
}
