package dev.mho.learning.layer;

/** φ(a) = a. */
public record Identity() implements Activation {
  @Override
  public double value(double a) {
    return a;
  }

  @Override
  public double slope(double a) {
    return 1;
  }
}
