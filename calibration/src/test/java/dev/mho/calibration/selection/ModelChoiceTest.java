package dev.mho.calibration.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.fit.Family;
import dev.mho.calibration.fit.MeasuredSets;
import dev.mho.calibration.fit.PulseData;
import dev.mho.calibration.fit.ResponseFit;
import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.device.response.Polarity;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelChoiceTest {

  @ParameterizedTest
  @CsvSource({
    "reram_ibm_gong2018, 0.0626",
    "taox_sandia_crosssim, 0.0033",
    "molecular_SaturationCurrent, 0.0116",
    "molecular_NonSaturationCurrent, 0.0032"
  })
  void comesNearToMeasuredDevices(String set, double most) throws IOException {
    ModelChoice choice = ModelChoice.among(MeasuredSets.data(set));
    ResponseFit chosen = choice.chosen().fit();
    assertTrue(chosen.rmse() <= most, chosen.family() + " " + chosen.rmse());
  }

  @Test
  void prefersTheFamilyThatNeedsFewest() {
    ModelChoice choice = ModelChoice.among(softBounds(0.06, 1.2, 120, 0.004, 1));
    Map<Family, Candidate> soft =
        choice.candidates().stream()
            .collect(Collectors.toMap(candidate -> candidate.fit().family(), c -> c));
    assertEquals(Family.SOFT_BOUNDS, choice.chosen().fit().family());
    assertEquals(Optional.of("soft-bounds"), soft.get(Family.LINEAR).tie());
    assertEquals(Optional.of("soft-bounds"), soft.get(Family.CUMULATIVE).tie());
    assertEquals(Optional.empty(), soft.get(Family.EXPONENTIAL).tie());
  }

  @Test
  void takesEqualStepsForEqualSteps() {
    double[] pulses = pulses(80);
    Random random = new Random(7);
    double[] values = Arrays.stream(pulses).map(p -> p + 0.5 * random.nextGaussian()).toArray();
    PulseData data = PulseData.of(List.of(new PulseTrain("", 1, Polarity.UP, pulses, values)));
    assertEquals(Family.CONSTANT, ModelChoice.among(data).chosen().fit().family());
  }

  /**
   * Residuals that remember each other over ten pulses must not make a richer family look better:
   * over 20 sets of data from equal steps it finds them in most.
   */
  @Test
  void isNotFooledByNoiseThatRemembers() {
    int simple = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double[] pulses = pulses(400);
      double[] values = new double[pulses.length];
      double noise = 0;
      for (int i = 0; i < values.length; i++) {
        noise = 0.9 * noise + random.nextGaussian();
        values[i] = pulses[i] + 8 * noise;
      }
      PulseData data = PulseData.of(List.of(new PulseTrain("", 1, Polarity.UP, pulses, values)));
      Family family = ModelChoice.among(data).chosen().fit().family();
      simple += family == Family.CONSTANT ? 1 : 0;
    }
    assertTrue(simple >= 15, simple + " of 20");
  }

  private static double[] pulses(int n) {
    double[] pulses = new double[n];
    Arrays.setAll(pulses, i -> i);
    return pulses;
  }

  private static PulseData softBounds(
      double rate, double bound, int pulses, double noise, long seed) {
    Random random = new Random(seed);
    double[] up = new double[pulses];
    double[] down = new double[pulses];
    double g = 0;
    double h = 1;
    for (int i = 0; i < pulses; i++) {
      up[i] = g + noise * random.nextGaussian();
      down[i] = h + noise * random.nextGaussian();
      g += rate * (bound - g);
      h -= rate * (h + 0.1);
    }
    return PulseData.of(
        List.of(
            new PulseTrain("", 1, Polarity.UP, pulses(pulses), up),
            new PulseTrain("", 1, Polarity.DOWN, pulses(pulses), down)));
  }
}
