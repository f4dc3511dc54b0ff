package dev.mho.device.response;

import static dev.mho.device.response.Polarity.DOWN;
import static dev.mho.device.response.Polarity.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.random.NoiseStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every step law at points whose steps were worked out by hand, on a device unlike the nominal. */
class StepFormulasTest {
  private static final double LOW = 0.125;
  private static final double HIGH = 0.75;

  /** Steps up are doubled and down halved; shapes are 1.5 and 3 times the nominal. */
  private static final Specimen OWN = new Specimen(LOW, HIGH, 2, 0.5, 1.5, 3);

  @Test
  void constantStep() {
    ConstantStep law = constant(0.25, 0.125);
    assertEquals(0.5, law.step(UP, 0.3, OWN));
    assertEquals(0.0625, law.step(DOWN, 0.3, OWN));
    assertEquals(0.25, law.scale(UP));
    assertEquals(0.125, law.scale(DOWN));
  }

  @Test
  void linearStep() {
    LinearStep law =
        new LinearStep(
            new LinearStep.Branch(0.25, 0.5),
            Optional.of(new LinearStep.Branch(0.125, -0.5)),
            Optional.empty(),
            Optional.empty());
    assertEquals(2 * 0.25 * (1 - 0.75 * 0.5), law.step(UP, 0.5, OWN));
    assertEquals(0.5 * 0.125 * (1 + 1.5 * 0.75), law.step(DOWN, 0.25, OWN));
    assertEquals(0, law.step(UP, 2, OWN));
    assertEquals(0.25, law.scale(UP));
    assertEquals(0.125, law.scale(DOWN));
  }

  @Test
  void exponentialStep() {
    ExponentialStep law =
        new ExponentialStep(
            new ExponentialStep.Branch(0.25, 0.5, -2),
            Optional.of(new ExponentialStep.Branch(0.125, -1, 1)),
            Optional.empty(),
            Optional.empty());
    assertEquals(0.44421746, law.step(UP, 0.5, OWN), 1e-8); // 0.5 (1 - 0.5 e^-1.5)
    assertEquals(0.34260557, law.step(DOWN, 0.5, OWN), 1e-8); // 0.0625 (1 + e^1.5)
    assertEquals(0, law.step(UP, -1, OWN)); // 1 - 0.5 e^3 < 0
    assertEquals(0.25, law.scale(UP));
    assertEquals(0.125, law.scale(DOWN));
  }

  @Test
  void powerStep() {
    PowerStep law =
        new PowerStep(
            new PowerStep.Branch(0.25, 2),
            Optional.of(new PowerStep.Branch(0.125, 1)),
            Optional.empty(),
            Optional.empty());
    assertEquals(0.5 * 0.512, law.step(UP, 0.25, OWN), 1e-15); // (0.5/0.625)^3
    assertEquals(0.0625 * 0.216, law.step(DOWN, 0.5, OWN), 1e-15); // (0.375/0.625)^3
    assertEquals(0, law.step(UP, 0.8, OWN));
    assertEquals(0, law.step(DOWN, 0.1, OWN));
    assertEquals(0.25, law.scale(UP));
    assertEquals(0.125, law.scale(DOWN));
  }

  @Test
  void softBounds() {
    SoftBounds law = soft(0.5);
    assertEquals(0.25, law.step(UP, 0.625, OWN)); // half of the way from z to g_hi is left
    assertEquals(0.0625 / 3, law.step(DOWN, 0.25, OWN), 1e-15);
    assertEquals(0, law.step(UP, 0.8, OWN));
    assertEquals(0, law.step(DOWN, 0.1, OWN));
    assertEquals(0.25, law.scale(UP));
    assertEquals(0.125, law.scale(DOWN));
  }

  @Test
  void softBoundsOnTheWrongSideOfThePivotLeaveNoStep() {
    assertEquals(0, soft(0.8).step(UP, 0.5, OWN));
    assertEquals(0, soft(HIGH).step(UP, 0.5, OWN));
    assertEquals(0, soft(0.1).step(DOWN, 0.5, OWN));
    assertEquals(0, soft(LOW).step(DOWN, 0.5, OWN));
    assertTrue(soft(0.1).step(UP, 0.5, OWN) > 0);
  }

  @Test
  void piecewiseStep() {
    PiecewiseStep law =
        new PiecewiseStep(
            List.of(0.1, 0.3, 0.2),
            Optional.of(List.of(0.4, 0.0)),
            Optional.empty(),
            Optional.empty());
    assertEquals(0.4, law.step(UP, 0.28125, OWN), 1e-15); // between nodes 0 and 1
    assertEquals(0.5, law.step(UP, 0.59375, OWN), 1e-15); // between nodes 1 and 2
    assertEquals(0.2, law.step(UP, 0, OWN), 1e-15);
    assertEquals(0.4, law.step(UP, 1, OWN), 1e-15);
    assertEquals(0.1, law.step(DOWN, 0.4375, OWN), 1e-15);
    assertEquals(0.3, law.scale(UP));
    assertEquals(0.4, law.scale(DOWN));
  }

  /** b (1 - e^(-1/a)) = 1: from one end to the other in just the pulses that it names. */
  @Test
  void cumulativeExponentialCrossesTheRangeInItsPulses() {
    for (double label : new double[] {-6, -1, 0.5, 3}) {
      CumulativeExponential law =
          new CumulativeExponential(
              new CumulativeExponential.Branch(label, 40),
              Optional.of(new CumulativeExponential.Branch(label / 2, 25)),
              Optional.empty(),
              Optional.empty());
      Specimen nominal = Specimen.nominal(law);
      double g = 0;
      for (int pulse = 0; pulse < 40; pulse++) {
        g += law.step(UP, g, nominal);
      }
      assertEquals(1, g, 1e-12);
      for (int pulse = 0; pulse < 25; pulse++) {
        g -= law.step(DOWN, g, nominal);
      }
      assertEquals(0, g, 1e-12);
      assertEquals(1.0 / 40, law.scale(UP));
      assertEquals(1.0 / 25, law.scale(DOWN));
    }
  }

  @Test
  void cumulativeExponentialOnAnUnlikeDevice() {
    CumulativeExponential law =
        new CumulativeExponential(
            new CumulativeExponential.Branch(1, 10),
            Optional.of(new CumulativeExponential.Branch(1, 20)),
            Optional.empty(),
            Optional.empty());
    double up = 1 / (1 - Math.exp(-1 / 1.5)) - 0.25;
    double down = 1 / (1 - Math.exp(-1 / 3.0)) - 0.75;
    assertEquals(2 * up * (1 - Math.exp(-1 / 15.0)), law.step(UP, 0.25, OWN), 1e-14);
    assertEquals(0.5 * down * (1 - Math.exp(-1 / 60.0)), law.step(DOWN, 0.25, OWN), 1e-14);
    assertEquals(0, law.step(UP, 3, OWN));
  }

  @Test
  void spreadFromPulseToPulseHasFourParts() {
    CycleToCycle all = new CycleToCycle(0.5, 0.25, 0.125, 0.0625);
    assertEquals(0.5 * 0.2 + 0.25 * 0.4 + 0.125 + 0.0625 * 0.8, all.sigma(0.2, 0.4, -0.8), 1e-15);
    assertTrue(new CycleToCycle(0, 0, 0, 0.1).isPresent());
    assertTrue(new CycleToCycle(0, 0, 0.1, 0).isPresent());
    assertTrue(new CycleToCycle(0, 0.1, 0, 0).isPresent());
    assertTrue(new CycleToCycle(0.1, 0, 0, 0).isPresent());
    assertFalse(new CycleToCycle(0, 0, 0, 0).isPresent());
  }

  /** Down, the scale is the device's own: 0.5 × 0.125. */
  @Test
  void drawnStepIsTheMeanAndNoiseOfItsSize() {
    NoiseStream noise = NoiseStream.root(3);
    ConstantStep law =
        new ConstantStep(
            0.25, Optional.of(0.125), Optional.of(new CycleToCycle(0, 2, 0, 0)), Optional.empty());
    double drawn = law.drawnStep(DOWN, 0.3, OWN, noise, 7, 11);
    assertEquals(0.0625 + 2 * 0.0625 * noise.normal(7, 11), drawn, 1e-15);
    assertEquals(0.0625, law.withoutCycleToCycle().drawnStep(DOWN, 0.3, OWN, noise, 7, 11));
  }

  /** 0.25 (1 - g)/0.5 = 0.125 g/0.5 at g = 2/3. */
  @Test
  void symmetryPointIsWhereStepsAreEqual() {
    Specimen nominal = new Specimen(0, 1, 1, 1, 1, 1);
    assertEquals(2.0 / 3, soft(0.5).symmetryPoint(nominal), 1e-12);
    assertEquals(HIGH, constant(0.25, 0.125).symmetryPoint(OWN), 1e-12);
    assertEquals(LOW, constant(0.01, 0.125).symmetryPoint(OWN), 1e-12);
  }

  private static ConstantStep constant(double up, double down) {
    return new ConstantStep(up, Optional.of(down), Optional.empty(), Optional.empty());
  }

  private static SoftBounds soft(double pivot) {
    return new SoftBounds(0.25, Optional.of(0.125), pivot, Optional.empty(), Optional.empty());
  }
}
