package dev.mho.experiments.export;

/** The address of one device. */
record DeviceKey(int layer, int tile, int row, int col, String role) {
  /** The address of the pair that the device is part of. */
  String pair() {
    return "layer " + layer + " tile " + tile + " row " + row + " col " + col;
  }

  @Override
  public String toString() {
    return pair() + " " + role;
  }
}
