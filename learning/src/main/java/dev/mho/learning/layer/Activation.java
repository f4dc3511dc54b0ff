package dev.mho.learning.layer;

/** What a unit makes of its pre-activation a. */
public sealed interface Activation permits LeakyRelu, Identity {

  /** φ(a). */
  double value(double a);

  /** φ'(a). */
  double slope(double a);
}
