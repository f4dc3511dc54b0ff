package dev.mho.emulator.tile;

import dev.mho.emulator.matrix.Matrix;

/**
 * A tile with digital memory for changes, so that any change can be added, not outer products
 * alone.
 */
public interface AccumulatingTile extends Tile {

  /**
   * W ← W + factor · Δ, at once or when the tile's memory hands it on.
   *
   * @param delta outputs × inputs, not modified
   * @param factor finite
   */
  void add(Matrix delta, double factor);
}
