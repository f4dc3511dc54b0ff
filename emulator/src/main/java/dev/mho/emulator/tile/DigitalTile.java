package dev.mho.emulator.tile;

import dev.mho.emulator.matrix.Matrix;

/** A tile whose weights sit in digital memory: a change that is added is there at once. */
public interface DigitalTile extends AccumulatingTile {

  /**
   * W as it is stored, outputs × inputs: not a copy, not to be modified, and only good until the
   * weights next change.
   */
  Matrix matrix();
}
