package dev.mho.calibration.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepNoiseTest {

  /** 20,000 pulses: the estimates' standard errors are below 3 per cent. */
  @Test
  void tellsKeptStepsFromWhatIsOnlySeen() {
    StepNoise noise = StepNoise.of(List.of(train(20_000, 0.02, 0.1, 0, 5)));
    assertEquals(0.02, noise.kept(), 0.004);
    assertEquals(0.1, noise.seen(), 0.005);
    assertEquals(0.1, noise.seenNeighbours(), 0.005);
    assertEquals(0.02, noise.keptNeighbours(), 0.01);
    assertFalse(noise.inseparable());
  }

  @Test
  void findsNoStepsWhereThereAreNone() {
    StepNoise noise = StepNoise.of(List.of(train(5_000, 0, 0.1, 0, 6)));
    assertTrue(noise.kept() < 0.002, "kept " + noise.kept());
    assertEquals(0.1, noise.seen(), 0.004);
  }

  /** What is forgotten after ten pulses would carry an emulated device off. */
  @Test
  void countsWhatIsForgottenAsSeen() {
    StepNoise noise = StepNoise.of(List.of(train(5_000, 0.05, 0.1, 0.1, 8)));
    assertTrue(noise.forgotten());
    assertTrue(noise.kept() < 0.01, "kept " + noise.kept());
    double stationary = Math.hypot(0.1, 0.05 / Math.sqrt(1 - 0.9 * 0.9));
    assertEquals(stationary, noise.seen(), 0.02);
  }

  @Test
  void saysWhenThereIsTooLittleToTell() {
    assertTrue(StepNoise.of(List.of(train(12, 0.1, 0.1, 0, 9))).inseparable());
  }

  private static StepNoise.Residuals train(
      int pulses, double kept, double seen, double forgetting, long seed) {
    Random random = new Random(seed);
    double[] numbers = new double[pulses];
    double[] values = new double[pulses];
    Arrays.setAll(numbers, i -> i);
    double state = 0;
    for (int i = 0; i < pulses; i++) {
      values[i] = state + seen * random.nextGaussian();
      state = (1 - forgetting) * state + kept * random.nextGaussian();
    }
    return new StepNoise.Residuals(numbers, values);
  }
}
