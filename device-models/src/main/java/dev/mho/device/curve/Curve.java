package dev.mho.device.curve;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A quantity f(x) that depends on a conductance, x = G/G_max of the nominal range, from 0 (no
 * conductance) to 1 (the nominal maximum) and a little beyond. Whether f is a fraction of G_max or
 * a number of its own is said where the curve is used. In a file a plain number is a {@link
 * Constant}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model", defaultImpl = Constant.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Polynomial.class, name = "polynomial"),
  @JsonSubTypes.Type(value = Interpolation.class, name = "table"),
  @JsonSubTypes.Type(value = ClippedLogarithm.class, name = "clipped-logarithm"),
  @JsonSubTypes.Type(value = ClippedPower.class, name = "clipped-power"),
  @JsonSubTypes.Type(value = Saturating.class, name = "saturating"),
  @JsonSubTypes.Type(value = Split.class, name = "split")
})
public sealed interface Curve
    permits Constant, Polynomial, Interpolation, ClippedLogarithm, ClippedPower, Saturating, Split {

  /** f(x), finite for every finite x. */
  double at(double x);

  /** Whether f is the same everywhere. */
  default boolean isConstant() {
    return false;
  }

  /** A curve that is the same everywhere. */
  static Curve constant(double value) {
    return new Constant(value);
  }

  /** Largest value at 0, 0.01, …, 1. */
  default double largest() {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= 100; i++) {
      largest = Math.max(largest, at(i / 100.0));
    }
    return largest;
  }

  /** Smallest value at 0, 0.01, …, 1. */
  default double smallest() {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 100; i++) {
      smallest = Math.min(smallest, at(i / 100.0));
    }
    return smallest;
  }
}
