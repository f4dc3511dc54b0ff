package dev.mho.emulator.trace;

import java.util.List;

/** Hears of the updates of chosen cells. Listening never changes a run. */
public interface UpdateListener {

  /** Whether the cell of the layer's input {@code row} and output {@code col} is listened to. */
  boolean listensTo(int row, int col);

  /**
   * The events of one call of {@code Tile.update}, ordered by (update, row, col, role). A cell
   * whose request is not zero has an event in every update, with or without effect.
   */
  void updated(List<UpdateEvent> events);
}
