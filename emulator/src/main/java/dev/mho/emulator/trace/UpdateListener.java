package dev.mho.emulator.trace;

import java.util.List;

/** Hears of the updates of chosen cells. Listening never changes a run. */
public interface UpdateListener {

  /**
   * Whether the cell of the layer's input {@code row} and output {@code col} is listened to; asked
   * once, when listening begins.
   */
  boolean listensTo(int row, int col);

  /** Whether the next call of {@code Tile.update} is to be heard; if not, it costs nothing. */
  default boolean isListening() {
    return true;
  }

  /**
   * The trains of one call of {@code Tile.update} on the lines that cross a cell listened to, those
   * that fire at all, ordered by (update, side, line). Comes before the events of the same call.
   */
  default void fired(List<LineTrain> trains) {}

  /**
   * The events of one call of {@code Tile.update}, ordered by (update, row, col, role). A cell
   * whose request is not zero has an event in every update, with or without effect.
   */
  void updated(List<UpdateEvent> events);
}
