package dev.mho.emulator.tile;

import dev.mho.emulator.matrix.Matrix;

/** A tile whose weights sit in digital memory, so that any change can be added to them. */
public interface DigitalTile extends Tile {

  /**
   * W as it is stored, outputs × inputs: not a copy, not to be modified, and only good until the
   * weights next change.
   */
  Matrix matrix();

  /**
   * W ← W + factor · Δ.
   *
   * @param delta outputs × inputs, not modified
   * @param factor finite
   */
  void add(Matrix delta, double factor);
}
