package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.export.CsvTable;
import java.util.List;

/** What one device can do: its own bounds in siemens, and whether it is stuck. */
record DeviceBounds(DeviceKey device, double lowSiemens, double highSiemens, boolean stuck) {
  static final String HEADER = "layer,tile,row,col,role,low_S,high_S,stuck";

  static DeviceBounds parse(String line, String place) {
    Cells cells = Cells.of(line, place, 8);
    if (!cells.text(7).matches("true|false")) {
      throw BadInputException.at(place + ": stuck", cells.text(7), "true or false");
    }
    return new DeviceBounds(
        DeviceKey.of(cells), cells.number(5), cells.number(6), cells.text(7).equals("true"));
  }

  static String table(List<DeviceBounds> devices) {
    CsvTable table = new CsvTable(HEADER.split(","));
    for (DeviceBounds one : devices) {
      DeviceKey at = one.device;
      table.row(
          at.layer(),
          at.tile(),
          at.row(),
          at.col(),
          at.role(),
          one.lowSiemens,
          one.highSiemens,
          one.stuck);
    }
    return table.text();
  }
}
