package dev.mho.emulator.tile;

import dev.mho.device.ConductanceRange;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateFlag;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The events of a batch, ordered by (update, row, col, role, operation); each is made when it is
 * asked for, so that a batch on a whole tile takes little memory. Logs of cells are read once, from
 * front to back, and events are kept as they will be asked for: memory is walked in its own order.
 */
final class LoggedEvents extends AbstractList<UpdateEvent> implements RandomAccess {
  /** The words of an event, then its cell. */
  private static final int STRIDE = CellLog.WORDS + 1;

  private final AnalogTile tile;
  private final double[] startsAt;
  private final long firstUpdate;
  private final double granularity;
  private final double[] weightScale;
  private final List<Role> roles;

  /** Index of the first event of each sample, and how many events there are. */
  private final int[] firstOf;

  /** The events of each sample, one after the other. */
  private final int[][] samples;

  /**
   * Orders what was logged, and forgets the logs.
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
    this.startsAt = startsAt;
    this.firstUpdate = firstUpdate;
    this.granularity = granularity;
    roles = tile.roles();
    weightScale = new double[tile.outputs()];
    Arrays.setAll(weightScale, tile::weightScale);
    int[] counts = new int[startsAt.length - 1];
    for (int cell : cells) {
      for (int event = 0; event < logs[cell].size(); event++) {
        counts[logs[cell].sample(event)]++;
      }
    }
    firstOf = new int[counts.length + 1];
    samples = new int[counts.length][];
    for (int sample = 0; sample < counts.length; sample++) {
      firstOf[sample + 1] = Math.addExact(firstOf[sample], counts[sample]);
      samples[sample] = new int[Math.multiplyExact(counts[sample], STRIDE)];
    }
    order(logs, cells);
  }

  private void order(CellLog[] logs, int[] cells) {
    int[] filled = new int[samples.length];
    for (int cell : cells) {
      CellLog log = logs[cell];
      for (int event = 0; event < log.size(); event++) {
        int sample = log.sample(event);
        int[] words = samples[sample];
        int at = filled[sample];
        log.copy(event, words, at);
        words[at + CellLog.WORDS] = cell;
        filled[sample] = at + STRIDE;
        orderByRole(words, at);
      }
      logs[cell] = null;
    }
  }

  /** A cell's events of one sample: at most one by time and one by pulses for each role. */
  private static void orderByRole(int[] words, int last) {
    for (int at = last; at > 0 && isBefore(words, at, at - STRIDE); at -= STRIDE) {
      for (int word = at; word < at + STRIDE; word++) {
        int earlier = words[word - STRIDE];
        words[word - STRIDE] = words[word];
        words[word] = earlier;
      }
    }
  }

  private static boolean isBefore(int[] words, int event, int other) {
    return words[event + CellLog.WORDS] == words[other + CellLog.WORDS]
        && CellLog.roleIndex(words, event) < CellLog.roleIndex(words, other);
  }

  @Override
  public int size() {
    return firstOf[samples.length];
  }

  /** The last sample whose events begin at an index or before it. */
  private int sampleOf(int index) {
    int low = 0;
    int high = samples.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firstOf[middle] <= index) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public UpdateEvent get(int index) {
    Objects.checkIndex(index, size());
    int sample = sampleOf(index);
    int[] words = samples[sample];
    int at = (index - firstOf[sample]) * STRIDE;
    int cell = words[at + CellLog.WORDS];
    int output = cell / tile.inputs();
    ConductanceRange range = tile.spec().device().conductance();
    double change = CellLog.change(words, at);
    Role role = roles.get(CellLog.roleIndex(words, at));
    float before = CellLog.before(words, at);
    float after = CellLog.after(words, at);
    return new UpdateEvent(
        firstUpdate + sample,
        sample,
        startsAt[sample],
        startsAt[sample + 1],
        tile.placement().firstCol() + cell % tile.inputs(),
        tile.placement().firstRow() + output,
        role,
        CellLog.operation(words, at),
        Math.abs(change) / granularity,
        CellLog.count(words, at),
        range.siemens(before),
        range.siemens(after),
        weightScale[output] * change * tile.share(role, firstUpdate + sample),
        realised(weightScale[output], role, before, after),
        UpdateFlag.of(CellLog.flags(words, at)));
  }

  /** A device's part of the change of a weight. */
  static double realised(double scale, Role role, float before, float after) {
    // Adding zero turns −0.0 into 0.0.
    return scale * role.significance() * ((double) after - before) + 0.0;
  }
}
