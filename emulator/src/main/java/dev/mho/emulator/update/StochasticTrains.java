package dev.mho.emulator.update;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Precision;

/**
 * Stochastic pulse trains (Gokmen and Vlasov, Front. Neurosci. 10:333, 2016): in each of L slots
 * row j fires with probability B|x_j| and column i with probability A|d_i|; where both fire, the
 * device (i, j) gets one pulse. A·B = λ/(L·Δ), Δ being the mean step of a cell, makes the expected
 * change λ d_i x_j. A probability above one is one, and the change falls short.
 *
 * @param length L_max, 1 to 31 slots
 * @param management how L, A and B are planned
 * @param resolution step of the probabilities that a driver can make, in [0, 1]; 0: any. aihwkit:
 *     res
 * @param order whether pulses follow one another or are made at once
 */
public record StochasticTrains(
    int length, UpdateManagement management, double resolution, PulseOrder order)
    implements PulseTrains {
  /** Marks a negative line in bit 31 of its train; the 31 slots are bits 0 to 30. */
  private static final int NEGATIVE = 0x8000_0000;

  public StochasticTrains {
    Check.within("length", length, 1, 31);
    Check.present("management", management);
    Check.within("resolution", resolution, 0, 1);
    Check.present("order", order);
    if (management.trainLength() == TrainLength.STRETCHED) {
      throw BadInputException.at(
          "train_length", "stretched", "as-needed or full: trains are drawn");
    }
  }

  /** Trains whose pulses follow one another. */
  public StochasticTrains(int length, UpdateManagement management, double resolution) {
    this(length, management, resolution, PulseOrder.SEQUENTIAL);
  }

  /** Trains with the usual management. */
  public StochasticTrains(int length) {
    this(length, UpdateManagement.usual(), 0);
  }

  /**
   * Plans one sample.
   *
   * @param rate λ > 0, in units of the cell's conductance difference
   * @param granularity Δ > 0, mean step of a cell for one coincidence, same unit
   */
  public TrainPlan plan(double rate, double granularity, double maxRow, double maxColumn) {
    return management.plan(rate, granularity, maxRow, maxColumn, length, Precision.FLOAT64);
  }

  /** With which probability a line fires in a slot, given its gain times its value's magnitude. */
  double probability(double wanted) {
    return Math.min(1, resolution == 0 ? wanted : Math.rint(wanted / resolution) * resolution);
  }

  /** What a word of 32 bits is compared with so that a line fires with a probability. */
  static int threshold(double probability) {
    return (int) (long) (probability * 0x1p31);
  }

  /** 1 if a line fires, else 0; without a branch, because whether it does is a toss. */
  static int fires(int word, int threshold) {
    // A threshold of 2³¹, which is negative as an int, makes every difference negative.
    return (word >>> 1) - threshold >>> 31;
  }

  /** A train with its value's sign; a train that never fires has none. */
  static int signed(int train, double value) {
    return train != 0 && value < 0 ? train | NEGATIVE : train;
  }

  /** The slots in which a train fires, a bit each. */
  public static int slots(int train) {
    return train & ~NEGATIVE;
  }

  /** Number of slots in which a train fires. */
  static int firings(int train) {
    return Integer.bitCount(slots(train));
  }

  /** Number of coincidences of two trains. */
  public static int coincidences(int row, int column) {
    return firings(row & column);
  }

  /** Whether the product of the two lines' values is negative. */
  public static boolean opposite(int row, int column) {
    return (row ^ column) < 0;
  }

  /** Whether the value of a train's line is negative. */
  public static boolean isNegative(int train) {
    return (train & NEGATIVE) != 0;
  }
}
