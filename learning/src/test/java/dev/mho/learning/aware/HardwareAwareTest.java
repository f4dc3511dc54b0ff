package dev.mho.learning.aware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.Sample;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestNetwork;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights that are modified for a step, and clipped after it. */
class HardwareAwareTest {
  private static final NoiseStream DRAWS = NoiseStream.root(9).child("modifier");
  private static final int SIDE = 200;

  private static JsonNode golden() {
    return Golden.read("aihwkit/weight_ops.json");
  }

  private static Matrix weights() {
    return Matrix.of(Golden.matrix(golden().path("W")));
  }

  private static Matrix modified(WeightModifier modifier, Matrix weights) {
    modifier.modify(weights, DRAWS, 3, Workers.single());
    return weights;
  }

  private static void assertGolden(String name, String key, Matrix actual) {
    double[][] expected = Golden.matrix(golden().path("cases").path(name).path(key));
    for (int k = 0; k < expected.length; k++) {
      assertArrayEquals(expected[k], actual.row(k), 1e-6);
    }
  }

  @Test
  void levelsAsAihwkit() {
    assertGolden(
        "modifier_DISCRETIZE_res_0.125",
        "W_modified",
        modified(new WeightModifier.Discretise(0.125), weights()));
    // aihwkit's assumed range of 1 instead of the largest weight, 0.6.
    assertGolden(
        "modifier_DISCRETIZE_assumed_wmax1",
        "W_modified",
        modified(new WeightModifier.Discretise(0.125 / 0.6), weights()));
    assertGolden(
        "modifier_DOREFA_res_0.125",
        "W_modified",
        modified(new WeightModifier.Dorefa(0.125, 0.6), weights()));
  }

  @Test
  void clipsAsAihwkit() {
    assertGolden("clip_FIXED_0.4", "W", clipped(new WeightClip.Fixed(0.4)));
    assertGolden("clip_LAYER_GAUSSIAN_1.0", "W", clipped(new WeightClip.LayerGaussian(1)));
    assertGolden("clip_AVERAGE_CHANNEL_MAX", "W", clipped(new WeightClip.AverageChannelMax()));
  }

  private static Matrix clipped(WeightClip clip) {
    HardwareAwareTile tile = tile(weights(), Optional.empty(), Optional.of(clip));
    tile.add(Matrix.zeros(4, 6, Precision.FLOAT64), 1);
    return tile.weights();
  }

  private static HardwareAwareTile tile(
      Matrix weights, Optional<WeightModifier> modifier, Optional<WeightClip> clip) {
    return new HardwareAwareTile(
        weights, modifier, clip, DRAWS, Precision.FLOAT64, TestNetwork.PRODUCTS);
  }

  /** Alternating 1 and −2. */
  private static Matrix alternating() {
    Matrix weights = Matrix.zeros(SIDE, SIDE, Precision.FLOAT64);
    for (int k = 0; k < SIDE; k++) {
      for (int j = 0; j < SIDE; j++) {
        weights.set(k, j, j % 2 == 0 ? 1 : -2);
      }
    }
    return weights;
  }

  /** Moments of 40,000 normal draws, within five standard errors. */
  @Test
  void noiseHasItsSize() {
    double[] truth = alternating().toArray();
    double[] added = modified(new WeightModifier.AdditiveNormal(0.05), alternating()).toArray();
    double[] scaled =
        modified(new WeightModifier.MultiplicativeNormal(0.05), alternating()).toArray();
    assertMoments(truth, added, 0.1, 1);
    assertMoments(truth, scaled, 0.05, 0);
  }

  /** Of the noise over σ, or over σ|w| in proportion. */
  private static void assertMoments(double[] truth, double[] noisy, double sigma, int additive) {
    int n = truth.length;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      double unit = sigma * (additive == 1 ? 1 : Math.abs(truth[i]));
      double xi = (noisy[i] - truth[i]) / unit;
      mean += xi / n;
      square += xi * xi / n;
    }
    assertEquals(0, mean, 5 / Math.sqrt(n));
    assertEquals(1, square, 5 * Math.sqrt(2.0 / n));
  }

  @Test
  void someWeightsAreDropped() {
    double[] dropped = modified(new WeightModifier.DropConnect(0.1), alternating()).toArray();
    double[] truth = alternating().toArray();
    long zeros = 0;
    for (int i = 0; i < dropped.length; i++) {
      zeros += dropped[i] == 0 ? 1 : 0;
      assertTrue(dropped[i] == 0 || dropped[i] == truth[i]);
    }
    Sample.assertCount(0.1, dropped.length, zeros);
  }

  static WeightModifier[] noises() {
    return new WeightModifier[] {
      new WeightModifier.AdditiveNormal(0.05),
      new WeightModifier.MultiplicativeNormal(0.05),
      new WeightModifier.DropConnect(0.1)
    };
  }

  /** Another step has other noise, the same step the same, on any threads. */
  @ParameterizedTest
  @MethodSource("noises")
  void eachStepHasItsNoise(WeightModifier modifier) {
    Matrix one = modified(modifier, alternating());
    Matrix other = alternating();
    modifier.modify(other, DRAWS, 4, Workers.single());
    assertFalse(Arrays.equals(one.toArray(), other.toArray()));
    try (Workers many = new Workers(5)) {
      Matrix again = alternating();
      modifier.modify(again, DRAWS, 3, many);
      assertArrayEquals(one.toArray(), again.toArray());
    }
  }

  /** Reads and errors see modified weights until a change, which the true ones get. */
  @Test
  void aStepSeesModifiedWeightsAndChangesTrueOnes() {
    HardwareAwareTile tile =
        tile(alternating(), Optional.of(new WeightModifier.AdditiveNormal(0.05)), Optional.empty());
    Matrix unit = Matrix.identity(SIDE, Precision.FLOAT64);
    tile.foresee(3);
    Matrix noisy = modified(new WeightModifier.AdditiveNormal(0.05), alternating());
    assertArrayEquals(noisy.toArray(), tile.backward(unit).toArray(), 1e-12);
    assertArrayEquals(noisy.transposed().toArray(), tile.forward(unit).toArray(), 1e-12);
    assertArrayEquals(alternating().toArray(), tile.weights().toArray());
    tile.update(unit, unit, 0.5);
    Matrix expected = alternating();
    for (int k = 0; k < SIDE; k++) {
      expected.set(k, k, expected.get(k, k) - 0.5);
    }
    assertArrayEquals(expected.toArray(), tile.backward(unit).toArray(), 1e-12);
  }

  /** Nothing spread, nothing clipped: bounds of all-zero or equal weights do not divide by zero. */
  @Test
  void weightsWithoutSpreadAreLeftAlone() {
    Matrix zero = Matrix.zeros(2, 3, Precision.FLOAT64);
    for (WeightClip clip :
        new WeightClip[] {new WeightClip.LayerGaussian(1), new WeightClip.AverageChannelMax()}) {
      assertEquals(Double.MAX_VALUE, clip.bound(zero));
    }
    assertArrayEquals(new double[6], modified(new WeightModifier.Discretise(0.1), zero).toArray());
    assertArrayEquals(new double[6], modified(new WeightModifier.Dorefa(0.1, 1), zero).toArray());
  }
}
