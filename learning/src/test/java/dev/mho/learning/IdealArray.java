package dev.mho.learning;

import dev.mho.device.Presets;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.learning.network.TileFactory;
import java.util.Optional;
import java.util.Set;

/**
 * Arrays with every effect switched off; weights within ±2 fit. What is left is the rounding of
 * conductances and lines to float32: 2 · 2⁻²⁴ a weight and change.
 */
public final class IdealArray {
  private static final ReadPath READS =
      ReadPath.BARE
          .with(Optional.of(new Dac(7)), Optional.of(new Adc(9, 10)))
          .with(InputScaling.absMax())
          .with(BoundManagement.iterative());
  private static final AnalogTileSpec SPEC =
      new AnalogTileSpec(
              Presets.get("reram-gong-2018"),
              new DifferentialPair(2, DifferentialPair.Rest.MIDDLE),
              WeightScaling.NONE,
              Optional.empty(),
              READS,
              READS,
              Optional.empty(),
              Optional.of(new StochasticTrains(31)),
              1e-7,
              1e-8)
          .only(Set.of());

  public static final TileFactory TILES = (purpose, layer, start) -> tile(start);

  private IdealArray() {}

  public static AnalogTile tile(Matrix weights) {
    return new AnalogTile(
        SPEC,
        weights,
        Placement.whole(weights.rows(), weights.cols()),
        NoiseStream.root(1),
        TestNetwork.PRODUCTS);
  }
}
