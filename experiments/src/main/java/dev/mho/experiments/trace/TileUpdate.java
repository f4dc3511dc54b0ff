package dev.mho.experiments.trace;

import dev.mho.emulator.trace.LineTrain.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One update of one array.
 *
 * @param at which
 * @param trains lines that fire, rows first
 * @param events what became of the devices
 */
record TileUpdate(At at, List<LineRow> trains, List<TraceRow> events) {

  /** Which update of which array. */
  record At(long update, int layer, int tile, int place) {
    private static final Comparator<At> ORDER =
        Comparator.comparingLong(At::update)
            .thenComparingInt(At::layer)
            .thenComparingInt(At::tile)
            .thenComparingInt(At::place);

    static At of(TraceRow row) {
      return new At(row.update(), row.layer(), row.tile(), row.place());
    }

    static At of(LineRow row) {
      return new At(row.update(), row.layer(), row.tile(), row.place());
    }

    boolean isOfArray(int otherLayer, int otherTile) {
      return layer == otherLayer && tile == otherTile;
    }

    @Override
    public String toString() {
      return "update "
          + update
          + " of layer "
          + layer
          + " tile "
          + tile
          + (place == 0 ? "" : " place " + place);
    }
  }

  /** The next update of two streams, still empty. */
  static TileUpdate first(RowStream<TraceRow> events, RowStream<LineRow> trains) {
    At at =
        Stream.of(events.peek().map(At::of), trains.peek().map(At::of))
            .flatMap(Optional::stream)
            .min(At.ORDER)
            .orElseThrow();
    return new TileUpdate(at, new ArrayList<>(), new ArrayList<>());
  }

  /** Takes the rows of this update from both streams. */
  void take(RowStream<TraceRow> events, RowStream<LineRow> trains) {
    while (trains.peek().filter(row -> At.of(row).equals(at)).isPresent()) {
      this.trains.add(trains.next());
    }
    while (events.peek().filter(row -> At.of(row).equals(at)).isPresent()) {
      this.events.add(events.next());
    }
  }

  /** Slots of the trains; 0 if no line fires. */
  int slots() {
    return trains.isEmpty() ? 0 : trains.get(0).slots();
  }

  /** The trains of one side. */
  List<LineRow> trains(Side side) {
    return trains.stream().filter(train -> train.side() == side).toList();
  }
}
