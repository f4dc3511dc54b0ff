package dev.mho.emulator.tile;

import dev.mho.emulator.converter.LineDistortion;
import dev.mho.emulator.converter.StaticDrop;
import dev.mho.emulator.matrix.RowProduct;

/**
 * The currents of the lines that are read: the cells' products, their noise, what stands behind.
 */
final class LineCurrents {
  private final LineDistortion distortion;
  private final ReadNoises noises;
  private final RandomRow random;
  private final int driven;
  private final int lines;
  private float[] inputs = new float[0];
  private float[] load = new float[0];
  private float[] placed = new float[0];
  private float[] spread = new float[0];

  LineCurrents(
      LineDistortion distortion, ReadNoises noises, RandomRow random, int driven, int lines) {
    this.distortion = distortion;
    this.noises = noises;
    this.random = random;
    this.driven = driven;
    this.lines = lines;
  }

  /**
   * Currents of samples.
   *
   * @param x what the lines are driven by, {@code samples.length ≥ count} rows
   * @param samples numbers of the samples, counted from the first one ever read
   * @param more variance of what is drawn together with the noise of the cells
   * @param into receives {@code count} rows of currents
   */
  void gather(
      Periphery.Seen seen,
      float[] x,
      long[] samples,
      int count,
      int draw,
      float more,
      float[] into) {
    boolean noisy = seen.variance().isPresent();
    spread = ReadBlock.atLeast(spread, noisy ? count * lines : 0);
    if (seen.circuits().isPresent()) {
      seen.circuits().get().read(x, count, into, spread);
    } else {
      seen.difference().times(x, count, into);
      seen.variance().ifPresent(variance -> spread(variance, x, count));
    }
    if (distortion.drop().isPresent()) {
      subtractDrop(distortion.drop().get(), seen, x, count, into);
    }
    for (int i = 0; i < count && noisy; i++) {
      random.addRooted(noises.cells(draw), samples[i], spread, more, into, i * lines, lines);
    }
    for (int i = 0; i < count && distortion.isPresent(); i++) {
      distortion.sense(into, i * lines, sum(x, i * driven, driven));
    }
  }

  /** Variances of the currents, Σ_j σ²_j x'_j². */
  private void spread(RowProduct variance, float[] x, int count) {
    inputs = ReadBlock.atLeast(inputs, count * driven);
    for (int i = 0; i < count * driven; i++) {
      inputs[i] = x[i] * x[i];
    }
    variance.times(inputs, count, spread);
  }

  /** y ← y − factor · c(a) · Σ_j w_j x'_j (1 − (1 − j/n)²), as {@link StaticDrop} says. */
  private void subtractDrop(
      StaticDrop drop, Periphery.Seen seen, float[] x, int count, float[] into) {
    inputs = ReadBlock.atLeast(inputs, count * driven);
    load = ReadBlock.atLeast(load, count * lines);
    placed = ReadBlock.atLeast(placed, count * lines);
    for (int i = 0; i < count * driven; i++) {
      inputs[i] = Math.abs(x[i]);
    }
    seen.magnitude().orElseThrow().times(inputs, count, load);
    for (int i = 0; i < count * driven; i++) {
      float far = 1 - (float) (i % driven) / driven;
      inputs[i] = x[i] * (1 - far * far);
    }
    seen.difference().times(inputs, count, placed);
    float perLoad = (float) (driven / drop.ratio());
    float factor = (float) drop.factor();
    for (int i = 0; i < count * lines; i++) {
      float a = perLoad * load[i];
      into[i] -= factor * (a * (a * (0.05f * a - 0.2f) + 0.5f)) * placed[i];
    }
  }

  private static float sum(float[] x, int at, int length) {
    float sum = 0;
    for (int j = at; j < at + length; j++) {
      sum += x[j];
    }
    return sum;
  }
}
