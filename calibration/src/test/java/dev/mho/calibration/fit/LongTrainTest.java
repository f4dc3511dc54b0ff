package dev.mho.calibration.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Averaged neighbours and coarse walks lead where all readings would. */
class LongTrainTest {

  @Test
  void hundredThousandReadingsGiveTheLawThatMadeThem() {
    Random random = new Random(2);
    double[] pulses = new double[100_000];
    double[] travelled = new double[pulses.length];
    double u = 0;
    for (int p = 0; p < pulses.length; p++) {
      pulses[p] = p;
      travelled[p] = u + 0.02 * random.nextGaussian();
      u += 3e-5 * (1.1 - u);
    }
    TrainFit fit = TrainFit.of(Family.LINEAR, Trace.of(pulses, travelled));
    double[] line = ((AffineLaw) fit.law()).line(fit.point());
    // 100,000 readings: the standard error of the rate is below 1e-3 of it, of the bound 3e-4.
    assertEquals(3e-5, -line[1], 1.5e-7);
    assertEquals(1.1, -line[0] / line[1], 2e-3);
    assertEquals(0, fit.start(), 1e-3);
    assertEquals(0.02, fit.rmse(), 2e-4);
  }

  @Test
  void meansOfNeighboursKeepWeightAndOrigin() {
    double[] pulses = {1, 2, 3, 4, 5};
    double[] travelled = {0.1, 0.3, 0.2, 0.4, 0.9};
    Trace folded = Trace.of(pulses, travelled).folded(2);
    assertEquals(1, folded.firstPulse());
    assertEquals(5, Arrays.stream(folded.weights()).sum());
    assertEquals(3, folded.size());
    assertEquals(1.5, folded.pulses()[0], 1e-12);
    assertEquals(0.2, folded.travelled()[0], 1e-12);
    assertEquals(0.9, folded.travelled()[2], 1e-12);
  }

  /** The derivatives of a walk against differences of walks, for every law. */
  @Test
  void derivativesAreThoseOfTheWalk() {
    double[] pulses = new double[60];
    double[] travelled = new double[60];
    double u = 0.02;
    for (int p = 0; p < 60; p++) {
      pulses[p] = p;
      travelled[p] = u;
      u += 0.03 * (1.05 - u);
    }
    Trace trace = Trace.of(pulses, travelled);
    for (Family family : Family.values()) {
      for (StepLaw law : family.laws(trace, Span.of(trace))) {
        double[] theta = law.starts().get(law.starts().size() / 2).clone();
        law.constrain(theta);
        double start = law.fixedStart().orElse(0.05);
        Walk walk = new Walk(law, theta, start, 40);
        for (int j = 0; j < theta.length; j++) {
          double by = 1e-6 * Math.max(1e-3, Math.abs(theta[j]));
          double[] more = theta.clone();
          double[] less = theta.clone();
          more[j] += by;
          less[j] -= by;
          double slope =
              (new Walk(law, more, start, 40).at(33.4) - new Walk(law, less, start, 40).at(33.4))
                  / (2 * by);
          double exact = walk.derivative(33.4, j);
          double size = Math.max(1, Math.abs(slope));
          assertTrue(
              Math.abs(exact - slope) < 2e-4 * size,
              family + " " + law.names().get(j) + ": " + exact + " against " + slope);
        }
        double slope =
            (new Walk(law, theta, start + 1e-6, 40).at(33.4)
                    - new Walk(law, theta, start - 1e-6, 40).at(33.4))
                / 2e-6;
        assertEquals(slope, walk.derivative(33.4, theta.length), 1e-4, family + " start");
      }
    }
  }
}
