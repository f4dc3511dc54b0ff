package dev.mho.experiments.export;

/** The address of one device. */
record DeviceKey(int layer, int tile, int row, int col, String role) {
  @Override
  public String toString() {
    return "layer " + layer + " tile " + tile + " row " + row + " col " + col + " " + role;
  }
}
