package dev.mho.emulator.update;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
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
 */
public record StochasticTrains(int length, UpdateManagement management, double resolution)
    implements PulseTrains {
  /** Marks a negative line in bit 31 of its train; the 31 slots are bits 0 to 30. */
  private static final int NEGATIVE = 0x8000_0000;

  public StochasticTrains {
    Check.within("length", length, 1, 31);
    Check.present("management", management);
    Check.within("resolution", resolution, 0, 1);
    if (management.trainLength() == TrainLength.STRETCHED) {
      throw BadInputException.at(
          "train_length", "stretched", "as-needed or full: trains are drawn");
    }
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

  /**
   * The train of one line: bit s is set if the line fires in slot s, bit 31 if its value is
   * negative; 0 if it never fires.
   *
   * @param probability of firing in a slot, clipped at 1
   * @param words 32 words of scratch
   */
  static int train(
      double value,
      double probability,
      int slots,
      NoiseStream stream,
      long sample,
      long line,
      int[] words) {
    stream.fillBits(sample, line * 32, words, 0, slots);
    long threshold = (long) Math.min(0x1p32, probability * 0x1p32);
    int train = 0;
    for (int s = 0; s < slots; s++) {
      if ((words[s] & 0xFFFFFFFFL) < threshold) {
        train |= 1 << s;
      }
    }
    return train != 0 && value < 0 ? train | NEGATIVE : train;
  }

  /** Number of coincidences of two trains. */
  public static int coincidences(int row, int column) {
    return Integer.bitCount(row & column & ~NEGATIVE);
  }

  /** Whether the product of the two lines' values is negative. */
  public static boolean opposite(int row, int column) {
    return (row ^ column) < 0;
  }
}
