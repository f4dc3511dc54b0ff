package dev.mho.emulator.tile;

import dev.mho.device.array.Placement;
import dev.mho.emulator.trace.UpdateListener;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The cells of one tile that a listener follows, found once. */
final class FollowedCells {
  private final int[][] inputsOf;
  private final int[] cells;

  /** Asks a listener about every cell of a tile. */
  FollowedCells(Placement placement, UpdateListener listener) {
    inputsOf = new int[placement.rows()][];
    for (int k = 0; k < inputsOf.length; k++) {
      int row = placement.firstRow() + k;
      inputsOf[k] =
          IntStream.range(0, placement.cols())
              .filter(input -> listener.listensTo(placement.firstCol() + input, row))
              .toArray();
    }
    cells =
        IntStream.range(0, placement.cols())
            .flatMap(
                input ->
                    IntStream.range(0, inputsOf.length)
                        .filter(output -> contains(output, input))
                        .map(output -> output * placement.cols() + input))
            .toArray();
  }

  boolean contains(int output, int input) {
    return Arrays.binarySearch(inputsOf[output], input) >= 0;
  }

  /** Inputs whose cells at an output are followed, ascending. */
  int[] inputsOf(int output) {
    return inputsOf[output];
  }

  /** All of them, ordered by row and column, which are input and output. */
  int[] cells() {
    return cells;
  }
}
