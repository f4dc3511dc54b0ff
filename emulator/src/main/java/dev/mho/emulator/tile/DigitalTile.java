package dev.mho.emulator.tile;

import dev.mho.emulator.matrix.Matrix;

/** A tile whose weights sit in digital memory, so that any change can be added to them. */
public interface DigitalTile extends Tile {

  /**
   * W ← W + factor · Δ.
   *
   * @param delta outputs × inputs, not modified
   * @param factor finite
   */
  void add(Matrix delta, double factor);
}
