package dev.mho.experiments.trace;

import dev.mho.device.array.Placement;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.experiments.spec.IndexRange;
import dev.mho.experiments.spec.TraceSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The cells of one layer that are traced.
 *
 * @param layer counted from 0
 * @param grid its arrays
 * @param places updates of an array that one sample makes
 * @param cells bit output · inputs + input for each cell that is traced
 */
public record TracedCells(int layer, TileGrid grid, int places, BitSet cells) {

  /**
   * Chooses cells as a specification says, by the seed where it gives a number.
   *
   * @throws BadInputException if a tile, row or column is asked for that no array has
   */
  public static TracedCells choose(
      TraceSpec spec, int layer, TileGrid grid, int places, NoiseStream stream) {
    requireTiles(spec, layer, grid);
    int[] candidates =
        IntStream.range(0, grid.tiles().size())
            .filter(tile -> spec.tiles().map(chosen -> chosen.contains(tile)).orElse(true))
            .flatMap(tile -> cellsOf(spec, grid.tiles().get(tile).placement()))
            .sorted()
            .toArray();
    if (candidates.length == 0) {
      throw BadInputException.at(
          "rows and cols",
          text(spec.rows()) + " and " + text(spec.cols()),
          "lines of the arrays of layer "
              + layer
              + ", the largest of which has "
              + largest(grid, true)
              + " rows and "
              + largest(grid, false)
              + " columns");
    }
    BitSet cells = new BitSet();
    int wanted = Math.min(candidates.length, spec.devices().orElse(Integer.MAX_VALUE) / 2);
    if (wanted == candidates.length) {
      IntStream.of(candidates).forEach(cells::set);
    }
    NoiseStream draws = stream.child(layer);
    for (long draw = 0; cells.cardinality() < wanted; draw++) {
      cells.set(candidates[(int) (draws.uniform(0, draw) * candidates.length)]);
    }
    return new TracedCells(layer, grid, places, cells);
  }

  private static void requireTiles(TraceSpec spec, int layer, TileGrid grid) {
    int count = grid.tiles().size();
    for (int tile : spec.tiles().orElse(List.of())) {
      if (tile >= count) {
        throw BadInputException.at(
            "tiles",
            Integer.toString(tile),
            "0 to " + (count - 1) + ", the arrays of layer " + layer);
      }
    }
  }

  private static IntStream cellsOf(TraceSpec spec, Placement placement) {
    return IntStream.range(0, placement.size())
        .filter(
            cell ->
                spec.rows().map(range -> range.contains(cell % placement.cols())).orElse(true)
                    && spec.cols()
                        .map(range -> range.contains(cell / placement.cols()))
                        .orElse(true))
        .map(cell -> (int) placement.globalIndex(cell / placement.cols(), cell % placement.cols()));
  }

  /** Most word lines or bit lines of an array. */
  static int largest(TileGrid grid, boolean rows) {
    return grid.tiles().stream().mapToInt(t -> rows ? t.inputs() : t.outputs()).max().orElse(0);
  }

  /** A range as a file spells it. */
  static String text(Optional<IndexRange> range) {
    return range.map(IndexRange::toString).orElse("all");
  }

  /** Whether a cell is traced. */
  boolean contains(int input, int output) {
    return cells.get(output * grid.inputs() + input);
  }

  /** Devices that are traced. */
  long devices() {
    return 2L * cells.cardinality();
  }

  /** Lines of its arrays that cross a traced device. */
  long lines() {
    long lines = 0;
    for (AnalogTile tile : grid.tiles()) {
      Placement p = tile.placement();
      BitSet rows = new BitSet();
      BitSet cols = new BitSet();
      for (int cell = 0; cell < p.size(); cell++) {
        if (cells.get((int) p.globalIndex(cell / p.cols(), cell % p.cols()))) {
          rows.set(cell % p.cols());
          cols.set(cell / p.cols());
        }
      }
      lines += rows.cardinality() + cols.cardinality();
    }
    return lines;
  }

  /** Does something with one device. */
  interface DeviceWork {
    void run(DeviceKey key, Role role, AnalogTile array, int cell);
  }

  /** Does something with each traced device, ordered by tile, row, column, role. */
  void forDevices(DeviceWork work) {
    for (int t = 0; t < grid.tiles().size(); t++) {
      AnalogTile tile = grid.tiles().get(t);
      Placement placement = tile.placement();
      for (int row = 0; row < placement.cols(); row++) {
        for (int col = 0; col < placement.rows(); col++) {
          if (cells.get((int) placement.globalIndex(col, row))) {
            for (Role role : tile.roles()) {
              DeviceKey key = new DeviceKey(layer, t, row, col, role.label());
              work.run(key, role, tile, col * placement.cols() + row);
            }
          }
        }
      }
    }
  }
}
