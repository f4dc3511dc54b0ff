package dev.mho.emulator.tile;

import dev.mho.device.ConductanceRange;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateFlag;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * The events of a batch, ordered by (update, row, col, role, operation); each is made when it is
 * asked for, so that a batch on a whole tile takes little memory.
 */
final class LoggedEvents extends AbstractList<UpdateEvent> implements RandomAccess {
  private final AnalogTile tile;
  private final CellLog[] logs;
  private final double[] startsAt;
  private final long firstUpdate;
  private final double granularity;
  private final double[] weightScale;
  private final int[] cellOf;
  private final int[] eventOf;

  /**
   * Orders what was logged.
   *
   * @param logs a log a cell, or none
   * @param cells those that have one, ordered by row and column
   */
  LoggedEvents(
      AnalogTile tile,
      CellLog[] logs,
      int[] cells,
      double[] startsAt,
      long firstUpdate,
      double granularity) {
    this.tile = tile;
    this.logs = logs;
    this.startsAt = startsAt;
    this.firstUpdate = firstUpdate;
    this.granularity = granularity;
    weightScale = new double[tile.outputs()];
    Arrays.setAll(weightScale, tile::weightScale);
    int size = Arrays.stream(cells).map(cell -> logs[cell].size()).sum();
    cellOf = new int[size];
    eventOf = new int[size];
    order(cells);
  }

  private void order(int[] cells) {
    int[] next = new int[cells.length];
    int filled = 0;
    for (int sample = 0; filled < cellOf.length; sample++) {
      for (int c = 0; c < cells.length; c++) {
        CellLog log = logs[cells[c]];
        int from = filled;
        while (next[c] < log.size() && log.sample(next[c]) == sample) {
          cellOf[filled] = cells[c];
          eventOf[filled++] = next[c]++;
        }
        orderByRole(log, from, filled);
      }
    }
  }

  /** A cell's events of one sample: at most one by time and one by pulses for each role. */
  private void orderByRole(CellLog log, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int event = eventOf[i];
      int at = i;
      while (at > from && log.role(eventOf[at - 1]).compareTo(log.role(event)) > 0) {
        eventOf[at] = eventOf[at - 1];
        at--;
      }
      eventOf[at] = event;
    }
  }

  @Override
  public int size() {
    return cellOf.length;
  }

  @Override
  public UpdateEvent get(int index) {
    int cell = cellOf[index];
    int event = eventOf[index];
    CellLog log = logs[cell];
    int output = cell / tile.inputs();
    int sample = log.sample(event);
    ConductanceRange range = tile.spec().device().conductance();
    double change = log.change(event);
    Role role = log.role(event);
    return new UpdateEvent(
        firstUpdate + sample,
        sample,
        startsAt[sample],
        startsAt[sample + 1],
        tile.placement().firstCol() + cell % tile.inputs(),
        tile.placement().firstRow() + output,
        role,
        log.operation(event),
        Math.abs(change) / granularity,
        log.count(event),
        range.siemens(log.before(event)),
        range.siemens(log.after(event)),
        weightScale[output] * change * tile.share(role, firstUpdate + sample),
        realised(weightScale[output], role, log.before(event), log.after(event)),
        UpdateFlag.of(log.flags(event)));
  }

  /** A device's part of the change of a weight. */
  static double realised(double scale, Role role, float before, float after) {
    // Adding zero turns −0.0 into 0.0.
    return scale * role.significance() * ((double) after - before) + 0.0;
  }
}
