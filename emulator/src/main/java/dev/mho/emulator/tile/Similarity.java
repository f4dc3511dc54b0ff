package dev.mho.emulator.tile;

/** How alike two lists of numbers are in direction. */
public final class Similarity {
  private Similarity() {}

  /** a·b/(‖a‖‖b‖) in [−1, 1]; 1 if both are zero, 0 if one is. */
  public static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    if (aa == 0 && bb == 0) {
      return 1;
    }
    return aa == 0 || bb == 0 ? 0 : Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
  }
}
