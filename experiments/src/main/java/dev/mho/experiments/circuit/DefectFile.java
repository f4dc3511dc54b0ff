package dev.mho.experiments.circuit;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.format.StrictFormat;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.TileGrid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is broken in the arrays of one matrix, as a result directory keeps it beside their
 * conductances.
 *
 * @param tiles row after row of the grid
 */
public record DefectFile(List<Tile> tiles) {
  private static final String KIND = "defects/1";

  /**
   * One tile.
   *
   * @param arrays of the devices of each role, by index, or the one that pairs share
   */
  public record Tile(List<Defects> arrays) {
    public Tile {
      arrays = List.copyOf(Check.present("arrays", arrays));
    }
  }

  public DefectFile {
    tiles = List.copyOf(Check.present("tiles", tiles));
  }

  /** What is broken in a grid; empty if nothing is. */
  public static Optional<DefectFile> of(TileGrid grid) {
    List<Tile> tiles = grid.tiles().stream().map(AnalogTile::defects).map(Tile::new).toList();
    boolean whole = tiles.stream().flatMap(t -> t.arrays().stream()).allMatch(Defects::areNone);
    return whole ? Optional.empty() : Optional.of(new DefectFile(tiles));
  }

  /** The text of the file. */
  public String print() {
    return StrictFormat.json().print(KIND, this);
  }

  /**
   * Reads what is broken in a tile; nothing if there is no such file.
   *
   * @param arrays how many the tile has
   */
  static List<Defects> read(Path file, int tile, int arrays) {
    if (!Files.exists(file)) {
      return Collections.nCopies(arrays, Defects.NONE);
    }
    List<Tile> tiles = StrictFormat.json().read(file, KIND, DefectFile.class).tiles();
    if (tile >= tiles.size() || tiles.get(tile).arrays().size() != arrays) {
      throw BadInputException.at(
          file.toString(), "nothing fitting", "tile " + tile + " with " + arrays + " arrays");
    }
    return tiles.get(tile).arrays();
  }
}
