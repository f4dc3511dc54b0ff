package dev.mho.experiments.run;

import dev.mho.emulator.converter.RangeFinder;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.experiments.dataset.Samples;
import dev.mho.experiments.spec.RangeKeys;
import dev.mho.learning.network.Network;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Finds the bound of every matrix's ADCs from the currents that training samples cause in it. While
 * it looks nothing is converted; afterwards the bounds stay as they are. All arrays of a matrix get
 * the same bound. What no sample reads forward keeps the bound it had.
 */
final class RangeCalibration {
  private static final int BATCH = 32;

  private final RangeKeys keys;
  private final HardwareTiles tiles;

  RangeCalibration(RangeKeys keys, HardwareTiles tiles) {
    this.keys = keys;
    this.tiles = tiles;
  }

  /** Finds the bounds, sets them, and returns them by matrix. */
  Map<String, Double> run(Network network, Examiner examiner, Samples training) {
    Map<HardwareTiles.Placed, RangeFinder> finders = new LinkedHashMap<>();
    for (HardwareTiles.Placed placed : tiles.placed()) {
      RangeFinder finder = new RangeFinder(keys.rule());
      placed.grid().showCurrents(finder);
      finders.put(placed, finder);
    }
    int size = Math.min(keys.samples(), training.size());
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int from = 0; from < size; from += BATCH) {
      Matrix batch = examiner.testBatch(training, order, from, Math.min(size, from + BATCH));
      network.evaluate(batch);
      finders.values().forEach(RangeFinder::batchEnded);
    }
    Map<String, Double> bounds = new LinkedHashMap<>();
    finders.forEach(
        (placed, finder) -> {
          OptionalDouble bound = finder.bound();
          TileGrid grid = placed.grid();
          grid.convertWithin(bound);
          bound.ifPresent(b -> bounds.put(placed.name(), b));
        });
    return bounds;
  }

  /** A line for people. */
  String line(Map<String, Double> bounds) {
    StringBuilder line =
        new StringBuilder("ADC bounds (" + keys.calibrate() + " of the currents of ")
            .append(keys.samples())
            .append(" training samples, in device currents):");
    bounds.forEach(
        (name, bound) -> line.append(String.format(Locale.ROOT, " %s %.4g;", name, bound)));
    return line.substring(0, line.length() - 1);
  }
}
