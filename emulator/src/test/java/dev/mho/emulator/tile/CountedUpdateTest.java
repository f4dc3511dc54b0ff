package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.Presets;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.response.ConstantStep;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateListener;
import dev.mho.emulator.update.AihwkitTrains;
import dev.mho.emulator.update.CountedTrains;
import dev.mho.emulator.update.ImplicitTrains;
import dev.mho.emulator.update.MeanCountTrains;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.TrainLength;
import dev.mho.emulator.update.UpdateManagement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates by trains without chance. */
class CountedUpdateTest {
  private static final Products PRODUCTS = new Products(Workers.single());

  /** A pair whose step and bounds are those of a weight of IBM aihwkit. */
  private static AnalogTile tile(
      double step, double range, PulseTrains trains, int outputs, int inputs) {
    double each = step / range / 2;
    return TestArray.of(
            TestDevice.plain()
                .response(
                    new ConstantStep(each, Optional.of(each), Optional.empty(), Optional.empty())))
        .weightRange(range)
        .trains(trains)
        .tile(Matrix.zeros(outputs, inputs, Precision.FLOAT64), PRODUCTS);
  }

  /**
   * Every pulse of aihwkit's eight deterministic cases. Weights within ±0.05 in conductances of 24
   * bits: a step of 0.001 is kept to 1e-8.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "MEAN_COUNT_default",
        "MEAN_COUNT_noUBLM_UM",
        "MEAN_COUNT_noUBLM_noUM",
        "DET_IMPLICIT_default",
        "DET_IMPLICIT_res_0.1",
        "DET_IMPLICIT_largelr_clip",
        "DET_IMPLICIT_noUBLM_noUM_varBL",
        "DET_IMPLICIT_um_grad_scale_0.5"
      })
  void pulsesAsAihwkit(String name) {
    JsonNode file = Golden.read("aihwkit/update.json");
    JsonNode golden = file.path("deterministic").path(name);
    double[][] change = Golden.matrix(golden.path("dW"));
    AnalogTile tile =
        tile(
            golden.path("dw_min").asDouble(),
            golden.path("w_max").asDouble(),
            AihwkitTrains.of(golden.path("update")),
            change.length,
            change[0].length);
    tile.update(
        TestMatrix.repeated(1, Golden.vector(file.path("x"))),
        TestMatrix.repeated(1, Golden.vector(file.path("d"))),
        golden.path("lr").asDouble());
    TestMatrix.assertClose(Matrix.of(change), tile.weights(), 5e-8);
  }

  /** aihwkit's NONE: the exact change, whatever the bounds. */
  @Test
  void withoutTrainsTheChangeIsExact() {
    JsonNode file = Golden.read("aihwkit/update.json");
    JsonNode golden = file.path("deterministic").path("NONE");
    double[][] change = Golden.matrix(golden.path("dW"));
    AnalogTile tile = tile(0.001, 0.05, null, change.length, change[0].length);
    tile.update(
        TestMatrix.repeated(1, Golden.vector(file.path("x"))),
        TestMatrix.repeated(1, Golden.vector(file.path("d"))),
        golden.path("lr").asDouble());
    TestMatrix.assertClose(Matrix.of(change), tile.weights(), 5e-8);
  }

  private static List<CountedTrains> kinds() {
    UpdateManagement full = new UpdateManagement(false, 1, TrainLength.FULL);
    UpdateManagement stretched = new UpdateManagement(true, 1, TrainLength.STRETCHED);
    return List.of(
        new MeanCountTrains(31, UpdateManagement.usual()),
        new MeanCountTrains(31, full),
        new ImplicitTrains(31, UpdateManagement.usual(), 0, 0),
        new ImplicitTrains(100, stretched, 0, 0),
        new ImplicitTrains(31, full, 0.05, 0.02));
  }

  /**
   * The rounded product is at most half a step off per sample; where line amounts are rounded
   * first, (½/L + ½/L) L more, or in steps of r and s of probability, L (r + s)/2.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void theChangeIsTheGradientToRounding(CountedTrains trains) {
    AnalogTile tile = tile(1e-4, 1, trains, 7, 5);
    Matrix x = TestMatrix.random(1, 5, 1, 11);
    Matrix d = TestMatrix.random(1, 7, 1, 12);
    double rate = 0.002;
    tile.update(x, d, rate);
    Matrix weights = tile.weights();
    for (int k = 0; k < 7; k++) {
      for (int j = 0; j < 5; j++) {
        double wanted = -rate * d.get(0, k) * x.get(0, j);
        assertEquals(wanted, weights.get(k, j), 1.7 * 1e-4);
      }
    }
  }

  /** Neither threads nor tracing changes a bit; the trace adds up to the change. */
  @ParameterizedTest
  @MethodSource("kinds")
  void threadsAndTracesChangeNothing(CountedTrains trains) {
    Matrix x = TestMatrix.random(9, 40, 1, 1);
    Matrix d = TestMatrix.random(9, 30, 1, 2);
    Matrix start = TestMatrix.random(30, 40, 0.5, 3);
    TestArray array =
        TestArray.of(Presets.get("reram-gong-2018")).trains(trains).pulseSeconds(1e-8);
    AnalogTile alone = array.tile(start, PRODUCTS);
    alone.update(x, d, 0.05);
    try (Workers many = new Workers(5)) {
      AnalogTile traced = array.tile(start, new Products(many));
      double before = traced.weights().get(3, 4);
      List<UpdateEvent> events = new ArrayList<>();
      traced.listen(listener(4, 3, events));
      traced.update(x, d, 0.05);
      assertArrayEquals(alone.weights().toArray(), traced.weights().toArray());
      assertEquals(alone.clock(), traced.clock());
      double realised = events.stream().mapToDouble(UpdateEvent::realised).sum();
      assertEquals(traced.weights().get(3, 4) - before, realised, 1e-6);
      assertEquals(2 * x.rows(), events.size());
      assertTrue(events.stream().anyMatch(e -> e.pulsesApplied() > 0));
    }
  }

  private static UpdateListener listener(int row, int col, List<UpdateEvent> into) {
    return new UpdateListener() {
      @Override
      public boolean listensTo(int r, int c) {
        return r == row && c == col;
      }

      @Override
      public void updated(List<UpdateEvent> events) {
        into.addAll(events);
      }
    };
  }
}
