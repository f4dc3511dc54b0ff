package dev.mho.emulator.tile;

import dev.mho.device.array.PulseSchedule;
import dev.mho.device.array.RowBuffer;
import dev.mho.device.response.Polarity;
import dev.mho.emulator.cell.CellArray;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.TrainBatch;
import java.util.Arrays;
import java.util.Optional;

/**
 * The pulses that trains give an array's devices, as schedules: a device gets a pulse where its row
 * and its column fire at once, and which way is decided by their signs, the device's role in its
 * cell and whose turn it is. A moment is a slot in which the column fires; slots in which it does
 * not are left out, unless it fires so often that whole trains are laid out faster.
 */
final class ScheduledPulses {
  /** A column that fires in more slots of a train than these has its whole trains laid out. */
  private static final int MOST_SINGLE_SLOTS = 6;

  private final CellArray cells;
  private final TrainBatch batch;

  /** Whose turn it is, by sample. */
  private final int[] turns;

  /**
   * Pulses of a batch.
   *
   * @param updates samples that the tile has been updated with before
   */
  ScheduledPulses(CellArray cells, TrainBatch batch, long updates) {
    this.cells = cells;
    this.batch = batch;
    turns = new int[batch.samples()];
    Arrays.setAll(turns, b -> cells.turn(updates + b));
  }

  /** Gives all devices of one output their pulses. */
  void pulse(int output, RowBuffer buffer) {
    for (Role role : cells.roles()) {
      new Writer(output, role, buffer).write();
    }
  }

  /** Writes the schedules of the devices of one role and output, and has them carried out. */
  private final class Writer {
    private final int output;
    private final Role role;
    private final RowBuffer buffer;
    private final PulseSchedule schedule;

    /** The word that moments are added to one by one, and how many it has. */
    private int open;

    private int moments = Integer.SIZE;

    private Writer(int output, Role role, RowBuffer buffer) {
      this.output = output;
      this.role = role;
      this.buffer = buffer;
      schedule = buffer.schedule();
      schedule.clear();
    }

    private void write() {
      for (int b = 0; b < batch.samples(); b++) {
        int train = batch.columnTrain(output, b);
        if (train == 0) {
          continue;
        }
        Optional<Polarity> raised = cells.pulsed(role, true, turns[b]);
        Optional<Polarity> lowered = cells.pulsed(role, false, turns[b]);
        if (raised.isPresent() || lowered.isPresent()) {
          add(b, train, raised, lowered);
        }
      }
      carryOut();
    }

    private void carryOut() {
      if (schedule.words() > 0) {
        cells.devices(role).pulse(output, schedule, buffer);
        schedule.clear();
        moments = Integer.SIZE;
      }
    }

    private void add(int sample, int train, Optional<Polarity> raised, Optional<Polarity> lowered) {
      // The change is −rate·d·x, so a negative product raises the weight.
      boolean negative = StochasticTrains.isNegative(train);
      Optional<Polarity> ofNegative = negative ? lowered : raised;
      Optional<Polarity> ofPositive = negative ? raised : lowered;
      int slots = StochasticTrains.slots(train);
      if (Integer.bitCount(slots) > MOST_SINGLE_SLOTS) {
        int word = newWord();
        batch.layOut(sample, slots, into(ofNegative, word), into(ofPositive, word));
        moments = Integer.SIZE;
        return;
      }
      for (int left = slots; left != 0; left &= left - 1) {
        if (moments == Integer.SIZE) {
          open = newWord();
          moments = 0;
        }
        int slot = Integer.numberOfTrailingZeros(left);
        batch.layOut(sample, slot, moments++, into(ofNegative, open), into(ofPositive, open));
      }
    }

    private int newWord() {
      if (schedule.words() == PulseSchedule.MOST_WORDS) {
        carryOut();
      }
      return schedule.addWord();
    }

    private int[] into(Optional<Polarity> polarity, int word) {
      if (polarity.isEmpty()) {
        return buffer.unused();
      }
      return polarity.get() == Polarity.UP ? schedule.up(word) : schedule.down(word);
    }
  }
}
