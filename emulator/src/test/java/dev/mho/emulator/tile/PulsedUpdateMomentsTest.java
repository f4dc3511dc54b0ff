package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.update.AihwkitTrains;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.StochasticTrains;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mean and variance of the change that one stochastic train makes. */
class PulsedUpdateMomentsTest {
  private static final int TRIALS = 10_000;
  private static final Products PRODUCTS = new Products(Workers.single());

  /**
   * A coincidence steps both devices of the pair by half of aihwkit's dw_min, each with its own
   * spread, so √2 of aihwkit's spread gives its variance.
   */
  private static AnalogTile tile(
      double step, double spread, PulseTrains trains, int outputs, int inputs) {
    Optional<CycleToCycle> cycle =
        spread == 0 ? Optional.empty() : Optional.of(CycleToCycle.ofStep(spread * Math.sqrt(2)));
    return TestArray.of(
            TestDevice.plain()
                .response(
                    new ConstantStep(step / 2, Optional.of(step / 2), cycle, Optional.empty())))
        .trains(trains)
        .tile(Matrix.zeros(outputs, inputs, Precision.FLOAT64), PRODUCTS);
  }

  private static AnalogTile tile(double step, double spread, int outputs, int inputs) {
    return tile(step, spread, new StochasticTrains(31), outputs, inputs);
  }

  /**
   * Expectations of IBM aihwkit, −Δ L p_x p_d and Δ²(L p(1−p) + L p σ²). Bounds are five standard
   * errors (false alarm below 1e-6 a cell); that of a variance is √((m₄ − m₂²)/n).
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_lr0.021",
        "default_lr0.021_ctoc0.3",
        "default_lr0.21_saturating",
        "noUBLM_UM_lr0.021",
        "noUBLM_noUM_lr0.021",
        "noUBLM_noUM_bl10_lr0.002"
      })
  void momentsOfAihwkit(String name) {
    JsonNode file = Golden.read("aihwkit/update.json");
    JsonNode golden = file.path("stochastic").path(name);
    double[][] mean = Golden.matrix(golden.path("expected_mean"));
    double[][] variance = Golden.matrix(golden.path("expected_var"));
    Matrix x = TestMatrix.repeated(1, Golden.vector(file.path("x")));
    Matrix d = TestMatrix.repeated(1, Golden.vector(file.path("d")));
    double step = golden.path("dw_min").asDouble();
    AnalogTile tile =
        tile(
            step,
            golden.path("dw_min_std").asDouble(),
            AihwkitTrains.named(name),
            mean.length,
            mean[0].length);
    double[][][] powers = new double[3][mean.length][mean[0].length];
    Matrix zero = Matrix.zeros(mean.length, mean[0].length, Precision.FLOAT64);
    for (int trial = 0; trial < TRIALS; trial++) {
      tile.program(zero);
      tile.update(x, d, golden.path("lr").asDouble());
      Matrix change = tile.weights();
      for (int k = 0; k < mean.length; k++) {
        for (int j = 0; j < mean[k].length; j++) {
          double miss = change.get(k, j) - mean[k][j];
          powers[0][k][j] += miss / TRIALS;
          powers[1][k][j] += miss * miss / TRIALS;
          powers[2][k][j] += Math.pow(miss, 4) / TRIALS;
        }
      }
    }
    // Conductances near ½ are kept to 6e-8, so a step is off by 1e-4 of itself at most.
    double rounding = 1e-4;
    for (int k = 0; k < mean.length; k++) {
      for (int j = 0; j < mean[k].length; j++) {
        String cell = "cell (" + k + ", " + j + ")";
        double square = powers[1][k][j];
        double meanError = Math.sqrt(square / TRIALS);
        double squareError = Math.sqrt(Math.max(0, powers[2][k][j] - square * square) / TRIALS);
        assertEquals(
            0, powers[0][k][j], 5 * meanError + rounding * Math.abs(mean[k][j]) + 1e-9, cell);
        assertEquals(
            variance[k][j], square, 5 * squareError + rounding * variance[k][j] + 1e-11, cell);
      }
    }
  }

  /** The change is −rate·d·x: where all three are positive, the weight falls. */
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "-1, 1, 1", "1, -1, 1", "1, 1, -1", "-1, -1, 1", "-1, -1, -1"})
  void signs(double x, double d, double rate) {
    AnalogTile tile = tile(0.002, 0, 1, 1);
    tile.update(TestMatrix.constant(1, 1, x), TestMatrix.constant(1, 1, d), rate * 10 * 0.002);
    assertEquals(-rate * d * x * 10 * 0.002, tile.weights().get(0, 0), 1e-6);
  }

  /** A change beyond a full train falls short: 31 steps are all there is. */
  @Test
  void aFullTrainIsTheMost() {
    AnalogTile tile = tile(0.002, 0, 1, 1);
    tile.update(TestMatrix.constant(1, 1, 1), TestMatrix.constant(1, 1, 1), 1);
    assertEquals(-31 * 0.002, tile.weights().get(0, 0), 1e-6);
  }

  /** The digital scale stands outside: it does not change what is asked for in weight units. */
  @Test
  void theDigitalScaleIsDividedOut() {
    AnalogTile tile = tile(0.002, 0, 2, 1);
    tile.scaleOutputs(new double[] {4, 0.5});
    Matrix x = TestMatrix.constant(1, 1, 1);
    Matrix d = Matrix.of(new double[][] {{4, 0.5}});
    tile.update(x, d, 10 * 0.002);
    assertEquals(-4 * 10 * 0.002, tile.weights().get(0, 0), 4e-6);
    assertEquals(-0.5 * 10 * 0.002, tile.weights().get(1, 0), 1e-6);
  }

  @Test
  void readsSeeThePulses() {
    AnalogTile tile = tile(0.01, 0, 4, 3);
    tile.update(TestMatrix.random(20, 3, 1, 1), TestMatrix.random(20, 4, 1, 2), 0.1);
    Matrix weights = tile.weights();
    TestMatrix.assertClose(
        weights.transposed(), tile.forward(Matrix.identity(3, Precision.FLOAT64)), 1e-7);
    TestMatrix.assertClose(weights, tile.backward(Matrix.identity(4, Precision.FLOAT64)), 1e-7);
  }

  /**
   * 500 products of mean 1/4 add up to 0.25, each with an error of √(500 · 20 · 3/16) steps =
   * 0.0043.
   */
  @Test
  void aBatchFollowsTheGradient() {
    CrossCheckedTile watched = CrossCheckedTile.of(tile(1e-4, 0, 10, 15), PRODUCTS);
    Matrix x = positive(TestMatrix.random(500, 15, 1, 1));
    Matrix d = positive(TestMatrix.random(500, 10, 1, 2));
    watched.update(x, d, 0.002);
    CrossCheckedTile.Change change = watched.takeChange();
    assertEquals(1, change.gain(), 0.01);
    assertTrue(change.cosine() > 0.999, change::toString);
  }

  private static Matrix positive(Matrix matrix) {
    matrix.updateRows(
        Workers.single(),
        (b, row) -> {
          for (int j = 0; j < row.length; j++) {
            row[j] = Math.abs(row[j]);
          }
        });
    return matrix;
  }
}
