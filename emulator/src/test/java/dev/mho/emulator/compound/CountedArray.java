package dev.mho.emulator.compound;

import dev.mho.device.TestDevice;
import dev.mho.device.response.ConstantStep;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.emulator.update.ImplicitTrains;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.UpdateManagement;
import java.util.Optional;

/** Arrays of weights within ±1 that move by equal steps, pulsed by number and read perfectly. */
final class CountedArray {
  static final PulseTrains TRAINS = new ImplicitTrains(31, UpdateManagement.usual(), 0, 0);

  private CountedArray() {}

  static AnalogTileSpec spec(double step) {
    ConstantStep response =
        new ConstantStep(step / 2, Optional.of(step / 2), Optional.empty(), Optional.empty());
    return TestArray.of(TestDevice.plain().response(response)).trains(TRAINS).spec();
  }

  /** One array, or several of at most so many lines. */
  static TileGrid of(double step, Matrix weights, int mostInputs, int mostOutputs, Products by) {
    return new TileGrid(spec(step), weights, mostInputs, mostOutputs, TestArray.STREAM, by);
  }

  static TileGrid of(double step, Matrix weights, Products by) {
    return of(step, weights, weights.cols(), weights.rows(), by);
  }
}
