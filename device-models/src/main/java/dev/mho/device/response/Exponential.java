package dev.mho.device.response;

/**
 * e^x from additions and multiplications alone, as the 4096th power of the Taylor polynomial of
 * e^(x/4096): the same bits on every machine, one by one and over whole columns, where it becomes
 * vector instructions. Relative error below 2e-11 for |x| ≤ 100, below 1e-9 for |x| ≤ 300.
 */
final class Exponential {
  private static final double SMALL = 1.0 / 4096;

  private Exponential() {}

  static double of(double x) {
    return powerOf64(powerOf64(taylor(x)));
  }

  /** Of all numbers of a column, in place; in passes short enough to become vector instructions. */
  static void of(double[] x, int size) {
    for (int n = 0; n < size; n++) {
      x[n] = taylor(x[n]);
    }
    for (int n = 0; n < size; n++) {
      x[n] = powerOf64(x[n]);
    }
    for (int n = 0; n < size; n++) {
      x[n] = powerOf64(x[n]);
    }
  }

  private static double taylor(double x) {
    double u = x * SMALL;
    double upper = 1.0 / 24 + u * (1.0 / 120 + u * (1.0 / 720 + u * (1.0 / 5040)));
    return 1 + u * (1 + u * (0.5 + u * (1.0 / 6 + u * upper)));
  }

  private static double powerOf64(double x) {
    double second = x * x;
    double fourth = second * second;
    double eighth = fourth * fourth;
    double sixteenth = eighth * eighth;
    double thirtySecond = sixteenth * sixteenth;
    return thirtySecond * thirtySecond;
  }
}
