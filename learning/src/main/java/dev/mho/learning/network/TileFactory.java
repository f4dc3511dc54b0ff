package dev.mho.learning.network;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.Tile;

/** Makes the tiles of a network; where they are made decides what the network runs on. */
public interface TileFactory {

  /** What a tile holds. */
  enum Purpose {
    /** Weights of a layer. */
    WEIGHTS("weights"),
    /** Decorrelation matrix of a layer. */
    DECORRELATION("decorrelation"),
    /** Fixed random feedback of a layer. */
    FEEDBACK("feedback");

    private final String label;

    Purpose(String label) {
      this.label = label;
    }

    /** Name in files and reports. */
    public String label() {
      return label;
    }
  }

  /**
   * Makes a tile that holds a matrix.
   *
   * @param layer counted from 0
   * @param start outputs × inputs
   */
  Tile make(Purpose purpose, int layer, Matrix start);

  /** Exact tiles of one precision. */
  static TileFactory exact(Precision precision, Products products) {
    return (purpose, layer, start) -> new ExactTile(start, precision, products);
  }
}
