package dev.mho.calibration.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every law of steps: its numbers by its own formula, its partials by differences. */
class LawFormulasTest {
  private static final double A = 0.125;
  private static final double B = 0.75;
  private static final Span SPAN = new Span(A, B, 0.02);

  @Test
  void constant() {
    ConstantLaw law = new ConstantLaw(SPAN, true);
    assertEquals(0.03, step(law, 0.4, 0.03));
    assertPartials(law, 0.4, 0.03);
    assertEquals(1, law.halt(new double[] {0.03}));
    assertEquals(Double.POSITIVE_INFINITY, new ConstantLaw(SPAN, false).halt(new double[] {0.03}));
  }

  @Test
  void bounded() {
    BoundedLaw law = new BoundedLaw(SPAN);
    assertEquals(0.03 * 0.6, step(law, 0.4, 0.03), 1e-15);
    assertEquals(0, step(law, 1.2, 0.03));
    assertPartials(law, 0.4, 0.03);
    assertArrayEquals(new double[] {0, 0}, partials(law, 1.2, 0.03));
    assertEquals(1, law.takenFromData());
  }

  /** A line through (a, s_a) and (b, s_b). */
  @Test
  void affine() {
    AffineLaw law = new AffineLaw(SPAN, true, true);
    assertEquals(0.04, step(law, A, 0.04, 0.01), 1e-15);
    assertEquals(0.01, step(law, B, 0.04, 0.01), 1e-15);
    assertEquals(0.028, step(law, 0.375, 0.04, 0.01), 1e-15);
    assertEquals(0, step(law, 1, 0.04, 0.01));
    assertArrayEquals(new double[] {0, 0, 0}, partials(law, 1, 0.04, 0.01));
    assertPartials(law, 0.375, 0.04, 0.01);
    assertArrayEquals(new double[] {0.046, -0.048}, law.line(new double[] {0.04, 0.01}), 1e-15);
    double[] grows = {0.01, 0.04};
    law.constrain(grows);
    assertArrayEquals(new double[] {0.01, 0.01}, grows);
    assertEquals(1, law.halt(grows));
  }

  @Test
  void exponential() {
    ExponentialLaw law = new ExponentialLaw(SPAN);
    for (double rate : new double[] {-3, 2}) {
      double share = (Math.exp(rate * 0.25) - 1) / (Math.exp(rate * 0.625) - 1);
      assertEquals(0.04 - 0.03 * share, step(law, 0.375, 0.04, 0.01, rate), 1e-15);
      assertEquals(0.04, step(law, A, 0.04, 0.01, rate), 1e-15);
      assertEquals(0.01, step(law, B, 0.04, 0.01, rate), 1e-15);
      assertPartials(law, 0.375, 0.04, 0.01, rate);
      double[] of = law.amplitudes(new double[] {0.04, 0.01, rate});
      assertEquals(rate, of[2]);
      assertEquals(
          step(law, 0.5, 0.04, 0.01, rate), of[0] * (1 - of[1] * Math.exp(rate * 0.5)), 1e-15);
    }
    assertArrayEquals(new double[4], partials(law, 2, 0.04, 0.01, 2));
  }

  /** Δ stays above 0: s_b below s_a e^(κ(b − a)) where κ > 0, above it where κ < 0. */
  @Test
  void exponentialIsHeldToWhatAFileCanSay() {
    ExponentialLaw law = new ExponentialLaw(SPAN);
    for (double rate : new double[] {-2, 2, -1e-9, 1e-9, 1e9}) {
      for (double last : new double[] {-0.5, 0.9}) {
        double[] theta = {0.04, last, rate};
        law.constrain(theta);
        assertTrue(law.amplitudes(theta)[0] > 0, rate + " and " + last);
        assertEquals(Math.signum(rate), Math.signum(theta[2]));
        assertTrue(Math.abs(theta[2]) * 0.625 >= 0.01 * (1 - 1e-12));
        assertTrue(Math.abs(theta[2]) <= 100);
      }
    }
    double[] fine = {0.04, 0.01, 2};
    law.constrain(fine);
    assertArrayEquals(new double[] {0.04, 0.01, 2}, fine);
  }

  /** ((B - u)/(B - a))^γ, with B the end of the range, 1, or free. */
  @Test
  void power() {
    PowerLaw toEnd = new PowerLaw(SPAN, false);
    assertEquals(0.04 * Math.pow(0.5 / 0.875, 2.5), step(toEnd, 0.5, 0.04, 2.5), 1e-15);
    assertPartials(toEnd, 0.5, 0.04, 2.5);
    assertEquals(1, toEnd.halt(new double[] {0.04, 2.5}));
    assertEquals(1, toEnd.takenFromData());
    PowerLaw free = new PowerLaw(SPAN, true);
    assertEquals(0.04 * Math.pow(0.625, 2.5), step(free, 0.5, 0.04, 2.5, 1.125), 1e-15);
    assertPartials(free, 0.5, 0.04, 2.5, 1.125);
    assertEquals(1.125, free.halt(new double[] {0.04, 2.5, 1.125}));
    assertEquals(0, free.takenFromData());
  }

  @Test
  void nodes() {
    NodeLaw law = new NodeLaw(0.25, 0.75, 3, u -> u < 0.4 ? -1 : u);
    assertEquals(0.02, step(law, 0.375, 0.01, 0.03, 0.02), 1e-15);
    assertEquals(0.025, step(law, 0.625, 0.01, 0.03, 0.02), 1e-15);
    assertEquals(0.01, step(law, 0, 0.01, 0.03, 0.02));
    assertEquals(0.02, step(law, 1, 0.01, 0.03, 0.02), 1e-15);
    assertPartials(law, 0.375, 0.01, 0.03, 0.02);
    assertPartials(law, 0.625, 0.01, 0.03, 0.02);
    assertEquals(0, partials(law, 0, 0.01, 0.03, 0.02)[3]);
    assertEquals(0, partials(law, 1, 0.01, 0.03, 0.02)[3]);
    assertArrayEquals(new double[] {1e-6, 0.5, 0.75}, law.starts().get(0), 1e-15);
    assertArrayEquals(new double[] {1, 1, 1}, law.high());
    assertEquals(0.25, law.lowestStart());
  }

  /** The steps sum up to u(p). */
  @Test
  void unitCurve() {
    UnitCurveLaw law = new UnitCurveLaw(0.125, 0.5, 20);
    for (double bend : new double[] {-2, 3}) {
      double u = 0.125;
      for (int pulse = 1; pulse <= 20; pulse++) {
        u += step(law, u, bend);
        double there = (1 - Math.exp(-bend * pulse / 20)) / (1 - Math.exp(-bend));
        assertEquals(0.125 + 0.5 * there, u, 1e-14);
      }
      assertPartials(law, 0.375, bend);
      double[] line = law.line(new double[] {bend});
      assertEquals(step(law, 0.375, bend), line[0] + line[1] * 0.375, 1e-15);
    }
    double[] straight = {-1e-9};
    law.constrain(straight);
    assertEquals(-1e-5, straight[0]);
    double[] bent = {2};
    law.constrain(bent);
    assertEquals(2, bent[0]);
    assertEquals(0.125, law.fixedStart().orElseThrow());
    assertEquals(2, law.takenFromData());
  }

  @Test
  void scaleGoesThereAndBack() {
    Scale scale = new Scale(2, 10);
    assertEquals(0.25, scale.normalised(4));
    assertEquals(4, scale.value(0.25));
    assertEquals(8, scale.width());
  }

  /** Guesses lie where the search may go. */
  @Test
  void everyStartIsAllowed() {
    for (StepLaw law :
        List.of(
            new ConstantLaw(SPAN, true),
            new BoundedLaw(SPAN),
            new AffineLaw(SPAN, false, false),
            new ExponentialLaw(SPAN),
            new PowerLaw(SPAN, false),
            new PowerLaw(SPAN, true),
            new NodeLaw(0, 1, 4, u -> 2 * u),
            new UnitCurveLaw(0, 1, 20))) {
      for (double[] start : law.starts()) {
        assertEquals(law.names().size(), start.length);
        for (int j = 0; j < start.length; j++) {
          assertTrue(law.low()[j] <= start[j] && start[j] <= law.high()[j], law + " at " + j);
        }
      }
    }
  }

  private static double step(StepLaw law, double u, double... theta) {
    return law.step(u, theta, new double[theta.length + 1]);
  }

  private static double[] partials(StepLaw law, double u, double... theta) {
    double[] partials = new double[theta.length + 1];
    law.step(u, theta, partials);
    return partials;
  }

  private static void assertPartials(StepLaw law, double u, double... theta) {
    double[] told = partials(law, u, theta);
    for (int j = 0; j <= theta.length; j++) {
      double h = 1e-6;
      double[] more = theta.clone();
      double[] less = theta.clone();
      if (j < theta.length) {
        more[j] += h;
        less[j] -= h;
      }
      double above = j < theta.length ? step(law, u, more) : step(law, u + h, theta);
      double below = j < theta.length ? step(law, u, less) : step(law, u - h, theta);
      assertEquals((above - below) / (2 * h), told[j], 1e-7, law + ", partial " + j);
    }
  }
}
