package dev.mho.emulator.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.ConductanceRange;
import dev.mho.device.Golden;
import dev.mho.device.Presets;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.cell.DifferentialPair.Rest;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conductances of programmed weights, and weights read back, as aihwkit's converters have them. */
class AihwkitConvertersTest {
  private static final double MICRO = 1e-6;

  @ParameterizedTest
  @CsvSource({
    "SinglePair_gmax25_gmin0, 0, 25",
    "SinglePair_gmax20_gmin1, 1, 20",
    "DualPair_f1_3, 0, 25",
    "NPair_f1_2_4, 0.5, 10",
    "SingleDevice_default, 9, 88.2",
    "CustomPair, 0, 25"
  })
  void conductancesOfWeights(String name, double min, double max) {
    JsonNode all = Golden.read("aihwkit/inference_noise.json").get("conductance_converters");
    double[] weights = Golden.vector(all.get("weights"));
    JsonNode golden = all.get(name);
    AnalogTile tile =
        TestArray.of(TestDevice.plain().range(ConductanceRange.of(min * MICRO, max * MICRO)))
            .cell(cell(name))
            .scaling(new WeightScaling(WeightScaling.Scope.TILE, 1, 100))
            .tile(Matrix.of(new double[][] {weights}), new Products(Workers.single()));
    for (Role role : tile.roles()) {
      double[] expected = Golden.vector(golden.get("conductances_uS").get(role.index()));
      for (int j = 0; j < weights.length; j++) {
        assertEquals(
            expected[j], tile.siemens(role).get(0, j) / MICRO, 1e-5, role.label() + " of " + j);
      }
    }
    double[] back = Golden.vector(golden.get("round_trip"));
    for (int j = 0; j < weights.length; j++) {
      assertEquals(back[j], tile.weights().get(0, j), 1e-6, "weight " + j);
    }
    assertEquals(0, tile.activity().clippedWeights());
  }

  /**
   * Pairs of phase-change devices with their programming error, G clipped at 0: mean and spread of
   * 20,000 weights a level against those of aihwkit's 40,000, within 5 standard errors of the
   * difference. A normal's spread has a relative error of 1/√(2n); the weight of zero, a difference
   * of two clipped normals, has more kurtosis, and twice that is allowed.
   */
  @Test
  void populationsOfProgrammedWeights() {
    JsonNode golden = Golden.read("aihwkit/inference_noise.json").get("PCMLike_monte_carlo");
    double[] levels = Golden.vector(golden.get("weight_levels"));
    int samples = 20_000;
    Matrix weights = Matrix.zeros(levels.length, samples, Precision.FLOAT64);
    for (int k = 0; k < levels.length; k++) {
      double[] row = new double[samples];
      Arrays.fill(row, levels[k]);
      weights.writeRow(k, row);
    }
    AnalogTile tile =
        TestArray.of(Presets.get("pcm-nandakumar-2019"))
            .restAtMinimum()
            .tile(weights, new Products(Workers.single()));
    double[] mean = Golden.vector(golden.get("prog").get("mean"));
    double[] deviation = Golden.vector(golden.get("prog").get("std"));
    double both = Math.sqrt(1.0 / samples + 1.0 / golden.get("n_per_level").asInt());
    for (int k = 0; k < levels.length; k++) {
      double[] programmed = tile.weights().row(k);
      assertEquals(mean[k], StatUtils.mean(programmed), 5 * deviation[k] * both, "" + levels[k]);
      assertEquals(
          deviation[k],
          Math.sqrt(StatUtils.variance(programmed)),
          5 * deviation[k] * both / Math.sqrt(2) * (levels[k] == 0 ? 2 : 1),
          "" + levels[k]);
    }
  }

  private static UnitCell cell(String name) {
    DifferentialPair pair = new DifferentialPair(1, Rest.MINIMUM);
    return switch (name) {
      case "DualPair_f1_3" -> inTurn(pair, List.of(1.0, 3.0));
      case "NPair_f1_2_4" -> inTurn(pair, List.of(1.0, 2.0, 4.0));
      // The weights reach from −1 to 0.9, and so does the window.
      case "SingleDevice_default" -> new SingleDevice(1, 1 / 1.9, SingleDevice.Against.FIXED);
      case "CustomPair" -> new DifferentialPair(1, new Rest(0.4));
      default -> pair;
    };
  }

  private static UnitCell inTurn(UnitCell pair, List<Double> significances) {
    return new DeviceGroup(pair, significances, DeviceGroup.Filling.IN_TURN, DeviceGroup.Turn.ALL);
  }
}
