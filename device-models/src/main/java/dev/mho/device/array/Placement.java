package dev.mho.device.array;

import dev.mho.device.format.Check;

/**
 * Where a block of devices sits in the layer that it is part of. A device is named by its global
 * position, so that another split of the layer into tiles finds the same devices.
 *
 * @param firstRow global row of the block's first row
 * @param firstCol global column of the block's first column
 * @param rows rows of the block
 * @param cols columns of the block
 * @param layerCols columns of the whole layer
 */
public record Placement(int firstRow, int firstCol, int rows, int cols, int layerCols) {
  public Placement {
    Check.within("rows", rows, 1, Integer.MAX_VALUE);
    Check.within("cols", cols, 1, layerCols);
    Check.within("first_row", firstRow, 0, Integer.MAX_VALUE - rows);
    Check.within("first_col", firstCol, 0, layerCols - cols);
  }

  /** A block that is the whole layer. */
  public static Placement whole(int rows, int cols) {
    return new Placement(0, 0, rows, cols, cols);
  }

  /** Number of devices. */
  public int size() {
    return Math.multiplyExact(rows, cols);
  }

  /** Global index of the block's device (row, col). */
  public long globalIndex(int row, int col) {
    return (long) (firstRow + row) * layerCols + firstCol + col;
  }

  /** Global index of the block's device with local index {@code row · cols + col}. */
  public long globalIndex(int local) {
    return globalIndex(local / cols, local % cols);
  }
}
