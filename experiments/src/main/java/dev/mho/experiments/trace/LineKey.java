package dev.mho.experiments.trace;

import dev.mho.emulator.trace.LineTrain.Side;

/** The address of one line of an array. */
record LineKey(int layer, int tile, Side side, int line) {

  static LineKey of(LineRow train) {
    return new LineKey(train.layer(), train.tile(), train.side(), train.line());
  }

  /** The word line that a device is on. */
  static LineKey ofRow(DeviceKey device) {
    return new LineKey(device.layer(), device.tile(), Side.ROW, device.row());
  }

  /** The bit line that a device is on. */
  static LineKey ofColumn(DeviceKey device) {
    return new LineKey(device.layer(), device.tile(), Side.COLUMN, device.col());
  }
}
