package dev.mho.device.array;

import dev.mho.device.response.Column;
import java.util.Arrays;

/**
 * A block of a row's devices that get their pulses in step ({@link
 * dev.mho.device.response.PulsedDevices#beginInStep}), those with the most rounds first, so that
 * each round is for the first so many of them. A device whose pulses begin with an odd one of its
 * life sits out round 0. Used again and again by one thread.
 */
final class PulseRounds {
  /** Devices of a block: few enough for their columns to stay in the nearest cache. */
  private static final int MOST_DEVICES = 512;

  private final int block;
  private final int[] col;
  private final int[] rounds;
  private final boolean[] late;
  private int listed;

  /** For each number of rounds, first how many devices have it, then where the next one goes. */
  private int[] place = {};

  private final int[] at;
  private final int[] pulses;
  private final int[] lateOnes;
  private int lateCount;

  /** How many devices have round r. */
  private int[] sizes = {};

  private int last;
  private final DirectionDigits directions;

  /** Room for blocks of rows of so many devices. */
  PulseRounds(int cols) {
    block = Math.min(cols, MOST_DEVICES);
    col = new int[block];
    rounds = new int[block];
    late = new boolean[block];
    at = new int[block];
    pulses = new int[block];
    lateOnes = new int[block];
    directions = new DirectionDigits(block);
  }

  /** Devices of a block. */
  int block() {
    return block;
  }

  /** Begins another block. */
  void clear() {
    listed = 0;
    last = 0;
  }

  /**
   * Lists a device.
   *
   * @param before pulses of its life so far
   * @param count pulses it is to get, at least one
   */
  void list(int column, int before, int count) {
    col[listed] = column;
    late[listed] = before % 2 != 0;
    rounds[listed] = count + (late[listed] ? 1 : 0);
    last = Math.max(last, rounds[listed++]);
  }

  /** Puts the devices in order and their pulses in rounds. */
  void arrange(PulseSchedule schedule, int firstOfRow) {
    if (sizes.length < last) {
      int room = last + last / 4;
      sizes = new int[room];
      place = new int[room + 2];
    }
    directions.reserve(last);
    Arrays.fill(place, 0, last + 2, 0);
    for (int n = 0; n < listed; n++) {
      place[last - rounds[n] + 1]++;
    }
    for (int fewer = 1; fewer <= last; fewer++) {
      place[fewer] += place[fewer - 1];
      // All with more than last − fewer rounds have been counted.
      sizes[last - fewer] = place[fewer];
    }
    lateCount = 0;
    for (int n = 0; n < listed; n++) {
      int slot = place[last - rounds[n]]++;
      at[slot] = firstOfRow + col[n];
      pulses[slot] = rounds[n] - (late[n] ? 1 : 0);
      if (late[n]) {
        lateOnes[lateCount++] = slot;
      }
      directions.begin(slot, late[n] ? 1 : 0);
      schedule.directions(col[n], directions);
      directions.end();
    }
  }

  /** Number of devices. */
  int size() {
    return listed;
  }

  /** Where they are in the population, in order. */
  int[] at() {
    return at;
  }

  /** How many pulses the device at a place of the order gets. */
  int pulses(int place) {
    return pulses[place];
  }

  /** Number of rounds. */
  int count() {
    return last;
  }

  /** How many devices have a round. */
  int size(int round) {
    return sizes[round];
  }

  /** Whether new fractions begin with a round. */
  boolean beginsFractions(int round) {
    return round % DirectionDigits.DIGITS == 0;
  }

  /** The fractions that begin with a round, into a column. */
  void fractions(int round, Column into) {
    into.take(directions.fractions(), directions.start(round), size(round));
  }

  /** How many sit out round 0. */
  int lateOnes() {
    return lateCount;
  }

  /** The place of one of those. */
  int lateOne(int n) {
    return lateOnes[n];
  }
}
