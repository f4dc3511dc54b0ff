package dev.mho.device.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.curve.Curve;
import dev.mho.device.curve.Polynomial;
import dev.mho.device.random.NoiseStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trap is a two-state Markov process in continuous time, a function of device and time. */
class TelegraphNoiseTest {
  /** p = ¾ and λ = 4/3 per second: blocks of 48 s, drawn down to 48/4096 s. */
  private static final TelegraphNoise TRAP = new TelegraphNoise(Curve.constant(0.1), 3, 1, 1);

  private static final double RATE = 4 / 3.0;
  private static final double FINEST = 48.0 / 4096;
  private static final NoiseStream STREAM = NoiseStream.root(41);

  /**
   * ⟨xy⟩ = e^(−λt) for the normalised states x, y a time t apart, also across the end of a block;
   * Var(xy) is at most ⟨x⁴⟩ = 7/3.
   */
  @ParameterizedTest
  @CsvSource({"10, 0.1", "10, 0.75", "47.9, 0.375", "47.5, 1.5", "100, 30"})
  void correlationDecaysExponentially(double start, double wait) {
    int devices = 50_000;
    double sum = 0;
    for (int i = 0; i < devices; i++) {
      sum += normalised(start, i) * normalised(start + wait, i);
    }
    double bound = 5 * Math.sqrt(7 / 3.0 / devices);
    // Times are those of the grid, half a step early on average.
    double blur = 1 - Math.exp(-RATE * FINEST);
    assertEquals(Math.exp(-RATE * wait), sum / devices, bound + blur);
  }

  private static double normalised(double seconds, long device) {
    return ((TRAP.isHigh(seconds, STREAM, device) ? 1 : 0) - 0.75) / Math.sqrt(0.1875);
  }

  /**
   * On the finest grid the chain leaves its level with probability q = (1 − p)(1 − e^(−λh)), so
   * that dwells are geometric: mean h/q, standard deviation √(1 − q) h/q, and without memory.
   */
  @Test
  void dwellsAreGeometric() {
    double memory = Math.exp(-RATE * FINEST);
    List<Double> high = new ArrayList<>();
    List<Double> low = new ArrayList<>();
    for (int device = 0; device < 20; device++) {
      dwells(device, high, low);
    }
    assertDwells(0.25 * (1 - memory), high);
    assertDwells(0.75 * (1 - memory), low);
    double mean = StatUtils.mean(array(high));
    assertEquals(3, FINEST * mean, 0.01 * 3 + 5 * 3 / Math.sqrt(high.size()), "seconds");
  }

  private static void dwells(int device, List<Double> high, List<Double> low) {
    boolean before = TRAP.isHigh(0, STREAM, device);
    int since = -1;
    for (int k = 1; k < 100_000; k++) {
      boolean now = TRAP.isHigh(k * FINEST, STREAM, device);
      if (now != before) {
        if (since >= 0) {
          (before ? high : low).add((double) (k - since));
        }
        since = k;
      }
      before = now;
    }
  }

  private static void assertDwells(double q, List<Double> dwells) {
    double[] steps = array(dwells);
    int n = steps.length;
    double sd = Math.sqrt(1 - q) / q;
    assertTrue(n > 3000, n + " dwells");
    assertEquals(1 / q, StatUtils.mean(steps), 5 * sd / Math.sqrt(n), "mean dwell");
    // The fourth moment of an exponential is 9 sd⁴, so a standard deviation has the error sd
    // √(2/n).
    assertEquals(sd, Math.sqrt(StatUtils.variance(steps)), 5 * sd * Math.sqrt(2.0 / n));
    Sample.assertUncorrelated(
        Arrays.copyOf(steps, n - 1), Arrays.copyOfRange(steps, 1, n), "of neighbouring dwells");
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void theOrderOfAskingDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(5);
    boolean[] forward = new boolean[5000];
    for (int k = 0; k < forward.length; k++) {
      forward[k] = TRAP.isHigh(k * 0.1, STREAM, 3);
    }
    for (int n = 0; n < forward.length; n++) {
      int k = random.nextInt(forward.length);
      assertEquals(forward[k], TRAP.isHigh(k * 0.1, STREAM, 3));
    }
  }

  /** Of 5 to 20 µS, 0.02 + 0.06 x of G_max: at 20 µS 1.6 µS apart, at 10 µS 1 µS, around it. */
  @ParameterizedTest
  @CsvSource({"1, 1.6", "0.33333334, 1"})
  void levelsAreApartInFractionsOfTheMaximum(float g, double apart) {
    TelegraphNoise noise = new TelegraphNoise(new Polynomial(List.of(0.02, 0.06)), 3, 1, 1);
    ConductanceRange range = ConductanceRange.of(5e-6, 20e-6);
    DeviceArray device =
        new DeviceArray(
            TestDevice.plain()
                .range(range)
                .parts(parts -> parts.telegraph(Optional.of(noise)))
                .model(),
            Placement.whole(1, 1),
            STREAM);
    device.program(new float[] {g}, 0);
    double high = Double.NEGATIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    for (int second = 0; second < 100; second++) {
      double seen = range.siemens(device.conductance(0, second)) * 1e6;
      high = Math.max(high, seen);
      low = Math.min(low, seen);
    }
    assertEquals(apart, high - low, 1e-5);
    assertEquals(range.siemens(g) * 1e6, 0.75 * high + 0.25 * low, 1e-5, "the mean is the state");
  }
}
