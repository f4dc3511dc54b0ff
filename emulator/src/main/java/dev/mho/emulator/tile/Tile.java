package dev.mho.emulator.tile;

import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;

/**
 * A matrix of weights W (outputs × inputs) that can be read from both sides and changed by outer
 * products. Batches hold one sample a row.
 */
public interface Tile extends Stateful {

  /** Number of inputs: rows (word lines) of a crossbar. */
  int inputs();

  /** Number of outputs: columns (bit lines) of a crossbar. */
  int outputs();

  /**
   * Y = X Wᵀ.
   *
   * @param x samples × inputs, not modified
   * @return samples × outputs, in the precision of X
   */
  Matrix forward(Matrix x);

  /**
   * E = D W: the same weights driven from the outputs.
   *
   * @param d samples × outputs, not modified
   * @return samples × inputs, in the precision of D
   */
  Matrix backward(Matrix d);

  /**
   * W ← W − rate Σ_b d_b x_bᵀ, as nearly as the tile can.
   *
   * @param x samples × inputs
   * @param d samples × outputs
   * @param rate finite; a negative rate adds
   */
  void update(Matrix x, Matrix d, double rate);

  /**
   * W ← diag(factor) W through the digital scale beside each output; no device is touched.
   *
   * @param factor one finite factor > 0 an output
   */
  void scaleOutputs(double[] factor);

  /** Writes W as nearly as the tile can. */
  void program(Matrix weights);

  /** The weights that are there now, read without noise; a copy in double precision. */
  Matrix weights();

  /** Lets emulated time pass. */
  void idle(double seconds);

  /** What the tile has done so far. */
  TileActivity activity();
}
