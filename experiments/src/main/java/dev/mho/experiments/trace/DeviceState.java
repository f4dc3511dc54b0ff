package dev.mho.experiments.trace;

import dev.mho.experiments.export.CsvTable;
import java.util.List;

/** Conductance of one device at one time, siemens. */
record DeviceState(DeviceKey device, double siemens) {
  static final String HEADER = "layer,tile,row,col,role,g_S";

  static DeviceState parse(String line, String place) {
    Cells cells = Cells.of(line, place, 6);
    return new DeviceState(DeviceKey.of(cells), cells.number(5));
  }

  static String table(List<DeviceState> states) {
    CsvTable table = new CsvTable(HEADER.split(","));
    for (DeviceState state : states) {
      DeviceKey at = state.device;
      table.row(at.layer(), at.tile(), at.row(), at.col(), at.role(), state.siemens);
    }
    return table.text();
  }
}
