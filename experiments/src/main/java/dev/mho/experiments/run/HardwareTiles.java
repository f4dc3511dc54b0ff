package dev.mho.experiments.run;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.CrossCheckedTile;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.experiments.spec.HardwareSpec;
import dev.mho.experiments.spec.HardwareSpec.Memory;
import dev.mho.learning.network.TileFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a network's tiles on emulated arrays and remembers which they are. */
final class HardwareTiles implements TileFactory {

  /**
   * A matrix on hardware.
   *
   * @param watched its cross-check, where there is one
   */
  record Placed(Purpose purpose, int layer, TileGrid grid, Optional<CrossCheckedTile> watched) {
    /** As reports call it. */
    String name() {
      return "layer " + layer + " " + purpose.label();
    }
  }

  private final HardwareSpec hardware;
  private final AnalogTileSpec array;
  private final boolean crossChecked;
  private final NoiseStream stream;
  private final Precision precision;
  private final Products products;
  private final List<Placed> placed = new ArrayList<>();

  HardwareTiles(
      HardwareSpec hardware,
      AnalogTileSpec array,
      boolean crossChecked,
      NoiseStream stream,
      Precision precision,
      Products products) {
    this.hardware = hardware;
    this.array = array;
    this.crossChecked = crossChecked;
    this.stream = stream;
    this.precision = precision;
    this.products = products;
  }

  @Override
  public Tile make(Purpose purpose, int layer, Matrix start) {
    if (memory(purpose) == Memory.DIGITAL) {
      return new ExactTile(start, precision, products);
    }
    TileGrid grid =
        new TileGrid(
            array.with(cell(purpose, start)),
            start,
            hardware.tile().rows(),
            hardware.tile().cols(),
            stream.child(purpose.label()).child(layer),
            products);
    boolean watch = crossChecked && purpose != Purpose.FEEDBACK;
    Optional<CrossCheckedTile> watched =
        watch ? Optional.of(CrossCheckedTile.of(grid, products)) : Optional.empty();
    placed.add(new Placed(purpose, layer, grid, watched));
    return watched.<Tile>map(w -> w).orElse(grid);
  }

  private Memory memory(Purpose purpose) {
    return switch (purpose) {
      case WEIGHTS -> Memory.TILE;
      case DECORRELATION -> hardware.decorrelation().orElse(Memory.TILE);
      case FEEDBACK -> hardware.feedback().orElse(Memory.TILE);
    };
  }

  private DifferentialPair cell(Purpose purpose, Matrix start) {
    DifferentialPair.Rest rest = array.cell().rest();
    return switch (purpose) {
      case WEIGHTS -> array.cell();
      case DECORRELATION ->
          new DifferentialPair(hardware.cell().decorrelationRange(), rest, array.cell().refresh());
      // Feedback never moves, so its cells span just what the random matrix needs.
      case FEEDBACK -> new DifferentialPair(largest(start), rest);
    };
  }

  private static double largest(Matrix matrix) {
    double largest = Double.MIN_NORMAL;
    for (int row = 0; row < matrix.rows(); row++) {
      largest = Math.max(largest, matrix.largest(row));
    }
    return largest;
  }

  /** Every matrix on hardware, in the order in which they were made. */
  List<Placed> placed() {
    return List.copyOf(placed);
  }
}
