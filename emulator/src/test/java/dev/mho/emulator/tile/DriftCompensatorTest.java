package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.ConductanceRange;
import dev.mho.device.Golden;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.curve.ClippedLogarithm;
import dev.mho.device.curve.Curve;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that are scaled so that a drifted array answers as it once did. */
class DriftCompensatorTest {
  private static final double T0 = 20;
  private static final Products PRODUCTS = new Products(Workers.single());

  private static AnalogTile drifting(Matrix weights) {
    return TestArray.of(
            TestDevice.plain()
                .range(ConductanceRange.of(0, 25e-6))
                .drift(
                    new PowerLawDrift(
                        T0, new ClippedLogarithm(-0.0155, 0.0244, 0.049, 0.1), Curve.constant(0))))
        .restAtMinimum()
        .scaling(new WeightScaling(WeightScaling.Scope.TILE, 1, 100))
        .tile(weights, PRODUCTS);
  }

  /** aihwkit's phase-change memory with every exponent at its mean; it counts time from t₀. */
  @ParameterizedTest
  @ValueSource(
      strings = {"GlobalDriftCompensation", "PerColumnDriftCompensation", "ExactReference"})
  void aihwkit(String kind) {
    JsonNode golden = Golden.read("aihwkit/inference_noise.json").get("drift_compensation_mean_nu");
    JsonNode times = golden.get("cases").get(kind);
    AnalogTile tile = drifting(Matrix.of(Golden.matrix(golden.get("W"))));
    DriftCompensator compensator = new DriftCompensator(tile, kind.startsWith("PerColumn"));
    Iterator<String> names = times.fieldNames();
    while (names.hasNext()) {
      String time = names.next();
      tile.idle(Double.parseDouble(time) + T0 - tile.clock());
      double[] alpha = Golden.vector(times.get(time).get("alpha"));
      double[][] drifted = Golden.matrix(times.get(time).get("W_drifted"));
      double[] factors = compensator.compensate();
      for (int k = 0; k < factors.length; k++) {
        double expected = alpha[alpha.length == 1 ? 0 : k];
        assertEquals(expected, factors[k], 3e-6, time + " s, output " + k);
        for (int j = 0; j < tile.inputs(); j++) {
          assertEquals(expected * drifted[k][j], tile.weights().get(k, j), 2e-6);
        }
      }
    }
  }

  /** An array of zeros and an output of zeros answer nothing before and after. */
  @Test
  void whatAnswersNothingKeepsItsScale() {
    AnalogTile none = drifting(TestMatrix.constant(2, 3, 0));
    DriftCompensator global = new DriftCompensator(none, false);
    none.idle(1e6);
    assertEquals(1, global.compensate()[0]);
    AnalogTile half = drifting(Matrix.of(new double[][] {{0, 0}, {0.5, -1}}));
    DriftCompensator perColumn = new DriftCompensator(half, true);
    half.idle(1e6);
    double[] factors = perColumn.compensate();
    assertEquals(1, factors[0]);
    assertEquals(Math.pow(1e6 / T0, 0.049), factors[1], 1e-5);
  }

  /** The reads are reads: n samples of emulated time and n conversions an output. */
  @Test
  void readsAreCounted() {
    AnalogTile tile = TestArray.plain().adc(9, 2).tile(TestMatrix.random(4, 7, 1, 1), PRODUCTS);
    new DriftCompensator(tile, true).compensate();
    assertEquals(2 * 7 * 4, tile.activity().conversions());
    assertEquals(2 * 7 * 1e-7, tile.clock(), 1e-15);
  }
}
