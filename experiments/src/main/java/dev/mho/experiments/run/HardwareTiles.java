package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.BitSlices;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.compound.MixedPrecisionTile;
import dev.mho.emulator.compound.TransferRule;
import dev.mho.emulator.compound.TransferSpec;
import dev.mho.emulator.compound.TransferTile;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.CrossCheckedTile;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.SlicedTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.emulator.update.ImplicitTrains;
import dev.mho.emulator.update.UpdateManagement;
import dev.mho.experiments.spec.HardwareSpec;
import dev.mho.experiments.spec.HardwareSpec.Memory;
import dev.mho.experiments.spec.UpdateSpec;
import dev.mho.learning.network.TileFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a network's tiles on emulated arrays and remembers which they are. */
final class HardwareTiles implements TileFactory {

  /**
   * Arrays that hold a matrix, or a part of it.
   *
   * @param part which arrays of a matrix that is on more than one: {@code fast} or {@code slow};
   *     {@code slice0}, the least significant, {@code slice1} and so on
   * @param sliced the matrix that the arrays are a slice of, if they are
   */
  record Placed(
      Purpose purpose,
      int layer,
      Optional<String> part,
      TileGrid grid,
      Optional<SlicedTile> sliced) {

    /** What digital scales and weights belong to. */
    Tile whole() {
      return sliced.<Tile>map(s -> s).orElse(grid);
    }

    /** Whether it is the first of the parts that share a {@link #whole}. */
    boolean isFirst() {
      return sliced.map(s -> s.grids().get(0) == grid).orElse(true);
    }

    /** Weight of one siemens, outputs × arrays along the inputs. */
    Matrix weightPerSiemens() {
      return sliced
          .map(s -> s.weightPerSiemens(s.grids().indexOf(grid)))
          .orElseGet(grid::weightPerSiemens);
    }

    /** Weights that were beyond the cells' range when programmed; once for all slices. */
    long clippedWeights() {
      return isFirst() ? whole().activity().clippedWeights() : 0;
    }

    /** As reports call it. */
    String name() {
      return "layer " + layer + " " + label();
    }

    /** Name in files: {@code weights}, {@code weights-fast}. */
    String label() {
      return purpose.label() + part.map(p -> "-" + p).orElse("");
    }
  }

  private final HardwareSpec hardware;
  private final UpdateSpec update;
  private final AnalogTileSpec array;
  private final boolean crossChecked;
  private final NoiseStream stream;
  private final Precision precision;
  private final Products products;
  private final List<Placed> placed = new ArrayList<>();

  HardwareTiles(
      HardwareSpec hardware,
      UpdateSpec update,
      AnalogTileSpec array,
      boolean crossChecked,
      NoiseStream stream,
      Precision precision,
      Products products) {
    this.hardware = hardware;
    this.update = update;
    this.array = array;
    this.crossChecked = crossChecked;
    this.stream = stream;
    this.precision = precision;
    this.products = products;
  }

  /**
   * Makes an array of one cell, so that what cannot be is found before any training.
   *
   * @throws BadInputException if device, cell, wires and programming do not go together
   */
  static void requirePossible(HardwareSpec hardware, AnalogTileSpec array, Products products) {
    Matrix zero = Matrix.zeros(1, 1, Precision.FLOAT64);
    NoiseStream stream = NoiseStream.root(0);
    Optional<BitSlices> slices = hardware.cell().bitSlices();
    if (slices.isPresent()) {
      new SlicedTile(
          array, slices.get(), hardware.cell().inputDigits(), zero, 1, 1, stream, products);
    } else {
      new TileGrid(array, zero, 1, 1, stream, products);
    }
  }

  @Override
  public Tile make(Purpose purpose, int layer, Matrix start) {
    if (memory(purpose) == Memory.DIGITAL) {
      return new ExactTile(start, precision, products);
    }
    AnalogTileSpec own = purpose == Purpose.WEIGHTS ? array : array.with(cell(purpose, start));
    NoiseStream draws = stream.child(purpose.label()).child(layer);
    Optional<BitSlices> slices = hardware.cell().bitSlices();
    if (slices.isPresent()) {
      return sliced(purpose, layer, own, slices.get(), start, draws);
    }
    Tile tile =
        purpose == Purpose.WEIGHTS
            ? weights(layer, own, start, draws)
            : grid(purpose, layer, Optional.empty(), own, start, draws);
    return crossChecked && purpose != Purpose.FEEDBACK ? CrossCheckedTile.of(tile, products) : tile;
  }

  private Tile weights(int layer, AnalogTileSpec own, Matrix start, NoiseStream draws) {
    if (update.mixedPrecision().isPresent()) {
      TileGrid grid = grid(Purpose.WEIGHTS, layer, Optional.empty(), counted(own), start, draws);
      return new MixedPrecisionTile(update.mixedPrecision().get().settings(), grid, products);
    }
    if (update.transfer().isEmpty()) {
      return grid(Purpose.WEIGHTS, layer, Optional.empty(), own, start, draws);
    }
    TransferSpec transfer = update.transfer().get().settings(update.scheme());
    double fastRange = update.transfer().get().fastWeightRange().orElse(own.cell().weightRange());
    boolean wholePulses = !(transfer.rule() instanceof TransferRule.Direct);
    TileGrid slow =
        grid(
            Purpose.WEIGHTS,
            layer,
            Optional.of("slow"),
            wholePulses ? counted(own) : own,
            start,
            draws.child("slow"));
    TileGrid fast =
        grid(
            Purpose.WEIGHTS,
            layer,
            Optional.of("fast"),
            own.with(own.cell().spanning(fastRange)),
            Matrix.zeros(start.rows(), start.cols(), start.precision()),
            draws.child("fast"));
    return new TransferTile(transfer, fast, slow, draws.child("choppers"), products);
  }

  /** The same array, given its pulses by number. */
  private static AnalogTileSpec counted(AnalogTileSpec array) {
    return array.with(
        array.trains().map(t -> new ImplicitTrains(t.length(), UpdateManagement.usual(), 0, 0)));
  }

  private TileGrid grid(
      Purpose purpose,
      int layer,
      Optional<String> part,
      AnalogTileSpec own,
      Matrix start,
      NoiseStream draws) {
    TileGrid grid =
        new TileGrid(own, start, hardware.tile().rows(), hardware.tile().cols(), draws, products);
    remember(new Placed(purpose, layer, part, grid, Optional.empty()));
    return grid;
  }

  private SlicedTile sliced(
      Purpose purpose,
      int layer,
      AnalogTileSpec own,
      BitSlices slices,
      Matrix start,
      NoiseStream draws) {
    SlicedTile tile =
        new SlicedTile(
            own,
            slices,
            // Digits are the converter of the inputs: none where that effect is off.
            hardware.cell().inputDigits().filter(d -> array.forward().dac().isPresent()),
            start,
            hardware.tile().rows(),
            hardware.tile().cols(),
            draws,
            products);
    for (int i = 0; i < tile.grids().size(); i++) {
      TileGrid grid = tile.grids().get(i);
      remember(new Placed(purpose, layer, Optional.of("slice" + i), grid, Optional.of(tile)));
    }
    return tile;
  }

  private void remember(Placed arrays) {
    if (hardware.energy().isPresent()) {
      arrays.grid().tiles().forEach(AnalogTile::meter);
    }
    placed.add(arrays);
  }

  private Memory memory(Purpose purpose) {
    return switch (purpose) {
      case WEIGHTS -> Memory.TILE;
      case DECORRELATION -> hardware.decorrelation().orElse(Memory.TILE);
      case FEEDBACK -> hardware.feedback().orElse(Memory.TILE);
    };
  }

  private UnitCell cell(Purpose purpose, Matrix start) {
    return switch (purpose) {
      case WEIGHTS -> array.cell();
      case DECORRELATION -> array.cell().spanning(hardware.cell().decorrelationRange());
      // Feedback never moves, so its cells span just what the random matrix needs.
      case FEEDBACK -> array.cell().spanning(largest(start));
    };
  }

  private static double largest(Matrix matrix) {
    double largest = Double.MIN_NORMAL;
    for (int row = 0; row < matrix.rows(); row++) {
      largest = Math.max(largest, matrix.largest(row));
    }
    return largest;
  }

  /** All arrays, in the order in which they were made. */
  List<Placed> placed() {
    return List.copyOf(placed);
  }
}
