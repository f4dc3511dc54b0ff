package dev.mho.calibration.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Over 2,000 sets of ten normal values, 95 % intervals contain the truth in 93.5 to 96.5 %: three
 * standard errors.
 */
class IntervalTest {
  private static final int SETS = 2000;
  private static final int VALUES = 10;

  private interface Made {
    Interval of(double[] values, double mean, double deviation);
  }

  @Test
  void ofMeans() {
    covers(5, (values, mean, deviation) -> Interval.ofMean(mean, deviation, VALUES));
  }

  @Test
  void ofDeviations() {
    covers(2, (values, mean, deviation) -> Interval.ofDeviation(deviation, VALUES - 1.0));
  }

  private static void covers(double truth, Made made) {
    Random random = new Random(17);
    int covered = 0;
    for (int set = 0; set < SETS; set++) {
      double[] values = random.doubles(VALUES).map(u -> 5 + 2 * random.nextGaussian()).toArray();
      double mean = mean(values, v -> v);
      double deviation =
          Math.sqrt(mean(values, v -> (v - mean) * (v - mean)) * VALUES / (VALUES - 1));
      covered += made.of(values, mean, deviation).contains(truth) ? 1 : 0;
    }
    assertEquals(0.95, (double) covered / SETS, 0.015);
  }

  private static double mean(double[] values, ToDoubleFunction<Double> of) {
    double sum = 0;
    for (double value : values) {
      sum += of.applyAsDouble(value);
    }
    return sum / values.length;
  }

  /** Student's t of nine degrees of freedom is 2.262; χ² 2.700 and 19.023. */
  @Test
  void haveTheirTabulatedWidths() {
    Interval mean = Interval.ofMean(0, Math.sqrt(10), 10);
    assertEquals(2.262, mean.high(), 1e-3);
    Interval deviation = Interval.ofDeviation(1, 9);
    assertEquals(Math.sqrt(9 / 19.023), deviation.low(), 1e-4);
    assertEquals(Math.sqrt(9 / 2.700), deviation.high(), 1e-3);
    assertTrue(deviation.contains(1));
  }
}
