package dev.mho.calibration.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.Specimen;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** mho's response, pulsed by itself, draws the curve that was fitted. */
class ExpressionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reram_ibm_gong2018",
        "taox_sandia_crosssim",
        "molecular_SaturationCurrent",
        "molecular_NonSaturationCurrent"
      })
  void drawsTheFittedCurve(String set) throws IOException {
    PulseData data = MeasuredSets.data(set);
    int expressed = 0;
    for (Family family : Family.values()) {
      if (family == Family.PIECEWISE && data.size(Polarity.UP) < 30) {
        continue;
      }
      ResponseFit fit = ResponseFit.of(family, data);
      if (Expression.obstacle(fit).isPresent()) {
        continue;
      }
      expressed++;
      Expression expression = Expression.of(fit);
      for (Polarity polarity : Polarity.values()) {
        assertSameCurve(fit, expression, polarity);
      }
    }
    assertTrue(expressed >= 4, "only " + expressed);
  }

  /** A train that falls where pulses push up leaves some families no range; none says NaN of it. */
  @Test
  void aFallingTrainUpIsNoNumber() {
    double[] pulses = new double[51];
    double[] falling = new double[51];
    for (int i = 0; i < pulses.length; i++) {
      pulses[i] = i;
      falling[i] = (1 + 9 * Math.exp(-i / 20.0)) * 1e-6;
    }
    PulseData data = PulseData.of(List.of(new PulseTrain("", 1, Polarity.UP, pulses, falling)));
    for (Family family : Family.values()) {
      if (family != Family.PIECEWISE) {
        String obstacle = Expression.obstacle(ResponseFit.of(family, data)).toString();
        assertFalse(obstacle.contains("NaN"), obstacle);
      }
    }
  }

  /** NeuroSim counts whole pulses from end to end, so its curve is off by half of one at most. */
  private static void assertSameCurve(ResponseFit fit, Expression expression, Polarity polarity) {
    PulseResponse response = expression.response();
    Specimen nominal = Specimen.nominal(response);
    Walk walk = fit.train(polarity).orElseThrow().walk();
    double g = normalised(expression, polarity, walk.at(0));
    boolean whole = fit.family() == Family.CUMULATIVE || fit.family() == Family.CUMULATIVE_OF_ENDS;
    double tolerance = whole ? 0.02 : 1e-6;
    for (int n = 0; n < fit.train(polarity).orElseThrow().trace().length(); n++) {
      double expected = normalised(expression, polarity, walk.at(n));
      int at = n;
      assertEquals(
          expected, g, tolerance, () -> fit.family() + " " + polarity + " after " + at + " pulses");
      g += polarity.sign() * response.step(polarity, g, nominal);
      g = polarity == Polarity.UP ? Math.min(1, g) : Math.max(0, g);
    }
  }

  private static double normalised(Expression expression, Polarity polarity, double u) {
    double y = polarity == Polarity.UP ? u : 1 - u;
    return (y - expression.low()) / (expression.high() - expression.low());
  }

  @Test
  void saysWhichBoundATrainDidNotReach() {
    double[] pulses = new double[50];
    double[] rising = new double[50];
    Arrays.setAll(pulses, i -> i);
    Arrays.setAll(rising, i -> i * 1e-6 + 1e-7 * ((i * 7) % 5));
    PulseData data = PulseData.of(List.of(new PulseTrain("", 1, Polarity.UP, pulses, rising)));
    String message = Expression.obstacle(ResponseFit.of(Family.SOFT_BOUNDS, data)).orElseThrow();
    assertTrue(message.startsWith("soft-bounds up: found a bound "), message);
  }
}
