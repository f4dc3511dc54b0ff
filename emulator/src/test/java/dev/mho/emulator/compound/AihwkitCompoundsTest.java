package dev.mho.emulator.compound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.response.ConstantStep;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.emulator.update.ImplicitTrains;
import dev.mho.emulator.update.UpdateManagement;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sixty steps of IBM aihwkit's compounds, pulse by pulse: steps of 0.001 of the device that holds
 * the weights and 0.002 of the one that gathers gradients, within ±0.6, perfect reads.
 *
 * <p>Conductances near ½ are kept to 3e-8 a pulse, so sixty updates of up to 31 pulses agree to
 * 6e-5; a pulse more or less would be 1e-3. A memory adds up ten reads, in units of a pulse.
 */
class AihwkitCompoundsTest {
  private static final double BOUND = 6e-5;
  private static final double SLOW_STEP = 0.001;
  private static final double FAST_STEP = 0.002;
  private static final double RANGE = 0.6;
  private static final double RATE = 0.1;
  private static final int OUTPUTS = 4;
  private static final int INPUTS = 6;
  private static final Products PRODUCTS = new Products(Workers.single());

  private static TileGrid array(double step, double range) {
    double each = step / range / 2;
    AnalogTileSpec spec =
        TestArray.of(
                TestDevice.plain()
                    .response(
                        new ConstantStep(
                            each, Optional.of(each), Optional.empty(), Optional.empty())))
            .weightRange(range)
            .trains(new ImplicitTrains(31, UpdateManagement.usual(), 0, 0))
            .spec();
    Matrix zero = Matrix.zeros(OUTPUTS, INPUTS, Precision.FLOAT64);
    return new TileGrid(spec, zero, INPUTS, OUTPUTS, TestArray.STREAM, PRODUCTS);
  }

  private static JsonNode golden(String name) {
    return Golden.read("aihwkit/compounds.json").path("cases").path(name);
  }

  /** Gives the tile sixty samples; the checks look at it wherever the golden file does. */
  private static void follow(JsonNode golden, Tile tile, double rate, IntConsumer check) {
    int seen = 0;
    for (int step = 1; step <= 60; step++) {
      Matrix x = Matrix.zeros(1, INPUTS, Precision.FLOAT64);
      Matrix d = Matrix.zeros(1, OUTPUTS, Precision.FLOAT64);
      for (int j = 0; j < INPUTS; j++) {
        x.set(0, j, Math.sin(0.7 * (step - 1) + 1.3 * j));
      }
      for (int i = 0; i < OUTPUTS; i++) {
        d.set(0, i, 0.5 * Math.cos(1.1 * (step - 1) + 0.9 * i));
      }
      tile.update(x, d, rate);
      JsonNode then = golden.path("trajectory").path(seen);
      if (then.path("step").asInt() == step) {
        TestMatrix.assertClose(matrix(then, "W"), tile.weights(), BOUND);
        check.accept(seen++);
      }
    }
    assertEquals(9, seen);
  }

  private static Matrix matrix(JsonNode then, String name) {
    return Matrix.of(Golden.matrix(then.path(name)));
  }

  /**
   * aihwkit plans the fast device's trains with the mean of both devices' steps; a rate that much
   * higher makes the same plan with the fast device's own.
   */
  private static double fastRate(JsonNode params) {
    boolean scaled = params.path("scale_fast_lr").asBoolean();
    double rate = params.path("fast_lr").asDouble() * (scaled ? RATE : 1);
    return rate * FAST_STEP / ((FAST_STEP + SLOW_STEP) / 2);
  }

  private static double transferRate(JsonNode params) {
    boolean scaled = params.path("scale_transfer_lr").asBoolean();
    return params.path("transfer_lr").asDouble() * (scaled ? RATE : 1);
  }

  private static TransferTile tile(JsonNode params, TransferRule rule) {
    TransferSpec spec =
        new TransferSpec(
            1,
            params.path("transfer_every").asInt(),
            params.path("n_reads_per_transfer").asInt(),
            params.path("transfer_columns").asBoolean()
                ? TransferSpec.Side.INPUTS
                : TransferSpec.Side.OUTPUTS,
            transferRate(params),
            params.path("gamma").asDouble(),
            rule);
    return new TransferTile(
        spec,
        array(FAST_STEP, RANGE),
        array(SLOW_STEP, RANGE),
        TestArray.STREAM.child("choppers"),
        PRODUCTS);
  }

  /** A threshold of aihwkit's chopped compounds is a step of the fast device. */
  private static StepBuffer buffer(JsonNode params, double threshold) {
    return new StepBuffer(
        threshold, 1, params.path("momentum").asDouble(), params.path("forget_buffer").asBoolean());
  }

  private static Chopper chopper(JsonNode params) {
    return new Chopper(
        (int) Math.round(1 / params.path("in_chop_prob").asDouble()), Chopper.Kind.REGULAR);
  }

  /** What the lines of one array keep, as aihwkit lays it out: outputs × inputs. */
  private static Matrix ofLines(IntFunction<double[]> line, double unit) {
    Matrix matrix = Matrix.zeros(OUTPUTS, INPUTS, Precision.FLOAT64);
    for (int j = 0; j < INPUTS; j++) {
      double[] cells = line.apply(j);
      for (int i = 0; i < OUTPUTS; i++) {
        matrix.set(i, j, cells[i] * unit);
      }
    }
    return matrix;
  }

  private static void assertArrays(JsonNode then, TransferTile tile) {
    TestMatrix.assertClose(matrix(then, "hidden_weights_0"), tile.fast().weights(), BOUND);
    TestMatrix.assertClose(matrix(then, "hidden_weights_1"), tile.slow().weights(), BOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TransferCompound_TT", "TransferCompound_TT_gamma0.3_rows"})
  void tikiTaka(String name) {
    JsonNode golden = golden(name);
    TransferTile tile = tile(golden.path("params"), new TransferRule.Direct());
    follow(
        golden,
        tile,
        fastRate(golden.path("params")),
        i -> {
          assertArrays(golden.path("trajectory").path(i), tile);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "BufferedTransferCompound_TTv2, 1, 0.001",
    "ChoppedTransferCompound_cTTv2, 2, 0.5",
    "DynamicTransferCompound_AGAD, 2, 0.5"
  })
  void buffered(String name, double threshold, double bufferUnit) {
    JsonNode golden = golden(name);
    JsonNode params = golden.path("params");
    StepBuffer buffer = buffer(params, threshold);
    TransferRule rule =
        name.startsWith("Buffered")
            ? new TransferRule.Buffered(buffer)
            : name.startsWith("Chopped")
                ? new TransferRule.Chopped(buffer, chopper(params))
                : new TransferRule.Dynamic(
                    buffer, chopper(params), params.path("tail_weightening").asDouble());
    TransferTile tile = tile(params, rule);
    String memory = name.startsWith("Dynamic") ? "buffered_FP_weight" : "buffered_FP_weight_0";
    follow(
        golden,
        tile,
        fastRate(params),
        i -> {
          JsonNode then = golden.path("trajectory").path(i);
          assertArrays(then, tile);
          BufferedLines lines = (BufferedLines) tile.transfers().get(0).lines();
          TestMatrix.assertClose(matrix(then, memory), ofLines(lines::memory, bufferUnit), 2e-3);
          if (lines instanceof DynamicLines dynamic) {
            double unit = SLOW_STEP / transferRate(params);
            TestMatrix.assertClose(
                matrix(then, "running_mean_weight"), ofLines(dynamic::mean, unit), BOUND);
            TestMatrix.assertClose(
                matrix(then, "past_mean_weight"), ofLines(dynamic::past, unit), BOUND);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"MixedPrecisionCompound", "MixedPrecisionCompound_quantised"})
  void mixedPrecision(String name) {
    JsonNode golden = golden(name);
    JsonNode params = golden.path("params");
    MixedPrecisionSpec spec =
        new MixedPrecisionSpec(
            params.path("transfer_every").asInt(),
            params.path("n_x_bins").asInt(),
            params.path("n_d_bins").asInt(),
            MixedPrecisionSpec.Overflow.DROP);
    // Half pulses are rounded by the last bit of the step: only a range of 1 leaves it as it is.
    MixedPrecisionTile tile = new MixedPrecisionTile(spec, array(SLOW_STEP, 1), PRODUCTS);
    follow(
        golden,
        tile,
        RATE,
        i -> {
          // aihwkit keeps what is still to be subtracted.
          Matrix waiting = tile.waiting();
          waiting.scaleRows(Workers.single(), new double[] {-1, -1, -1, -1});
          JsonNode then = golden.path("trajectory").path(i);
          TestMatrix.assertClose(matrix(then, "hidden_weights_chi"), waiting, BOUND);
        });
  }
}
