package dev.mho.calibration.measurement;

import java.util.Arrays;
import java.util.List;

/** The columns of a measurement while it is built, and for good once it is. */
final class Rows {
  int size;
  int[] device = new int[16];
  int[] cycle = new int[16];
  byte[] polarity = new byte[16];
  Status[] status = new Status[16];
  int[] line = new int[16];
  final Column pulse = new Column();
  final Column volts = new Column();
  final Column seconds = new Column();
  final Column at = new Column();
  final Column siemens = new Column();
  final Column step = new Column();
  final Column target = new Column();
  final Column amperes = new Column();
  final Column celsius = new Column();
  final Column code = new Column();
  final Column level = new Column();

  private List<Column> columns() {
    return List.of(pulse, volts, seconds, at, siemens, step, target, amperes, celsius, code, level);
  }

  /** Makes room for one more row. */
  void room() {
    if (size == device.length) {
      resize(size + 1 + (size >> 1));
    }
  }

  /** Gives back what the growth left over. */
  void trim() {
    resize(size);
    columns().forEach(Column::trim);
  }

  private void resize(int length) {
    device = Arrays.copyOf(device, length);
    cycle = Arrays.copyOf(cycle, length);
    polarity = Arrays.copyOf(polarity, length);
    status = Arrays.copyOf(status, length);
    line = Arrays.copyOf(line, length);
  }
}
