package dev.mho.experiments.trace;

/** The address of one device. */
record DeviceKey(int layer, int tile, int row, int col, String role) {
  /** The address of the pair that the device is part of. */
  String pair() {
    return "layer " + layer + " tile " + tile + " row " + row + " col " + col;
  }

  /** Whether both devices make one weight. */
  boolean isOfSamePair(DeviceKey other) {
    return layer == other.layer && tile == other.tile && row == other.row && col == other.col;
  }

  /** Reads an address from the first five cells. */
  static DeviceKey of(Cells cells) {
    return new DeviceKey(
        (int) cells.whole(0),
        (int) cells.whole(1),
        (int) cells.whole(2),
        (int) cells.whole(3),
        cells.text(4));
  }

  @Override
  public String toString() {
    return pair() + " " + role;
  }
}
