package dev.mho.learning.layer;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;

/**
 * A training batch on its way through a layer: what the layer computed, and what follows from it on
 * the way back. A layer has units, each with a pre-activation a and an error δ = ∂loss/∂a a sample;
 * in a convolution a unit is one channel at one place.
 */
public interface Pass {

  /** Pre-activations a, samples × units. */
  Matrix a();

  /** What the layer hands on, samples × outputs; a new matrix. */
  Matrix output();

  /**
   * δ, given the error of what was handed on.
   *
   * @param e samples × outputs, may be overwritten
   * @return samples × units
   */
  Matrix delta(Matrix e);

  /** As {@link #delta}, but with 1 for φ': straight through the activation. */
  Matrix deltaWithoutSlope(Matrix e);

  /**
   * Error of the layer's input: through {@code carrier} in place of the weights, the decorrelator
   * and, where its spec asks for it, the mean.
   *
   * @param delta samples × units
   * @param carrier of the shape of the weights
   * @return samples × inputs
   */
  Matrix errorBelow(Matrix delta, Tile carrier);

  /**
   * Gradient of the weights, (1/B) Σ δ zᵀ over the B samples and, in a convolution, all places.
   *
   * @param into outputs × inputs of the tile, overwritten
   */
  void gradient(Matrix delta, Matrix into);

  /** Gradient of the biases, (1/B) Σ δ. */
  double[] biasGradient(Matrix delta);

  /** W ← W − (rate/B) Σ δ zᵀ by the tile itself, sample after sample. */
  void update(Matrix delta, double rate);

  /** Teaches the layer's decorrelator, if there is one. */
  void decorrelate();
}
