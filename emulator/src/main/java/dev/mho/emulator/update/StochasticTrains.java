package dev.mho.emulator.update;

import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.NonFiniteException;

/**
 * Stochastic pulse trains (Gokmen and Vlasov, Front. Neurosci. 10:333, 2016): in each of L slots
 * row j fires with probability B|x_j| and column i with probability A|d_i|; where both fire, the
 * device (i, j) gets one pulse. A·B = λ/(L·Δ), Δ being the mean step of a cell, makes the expected
 * change λ d_i x_j.
 *
 * <p>With the longest train L_max and k = λ max|x| max|d|/Δ the train is L = min(⌈k⌉, L_max) slots;
 * A and B are balanced so that the largest x and the largest d fire with equal probability √(k/L).
 * Where k > L_max, the largest products are more than a full train can carry: probabilities are
 * clipped at one and the change falls short.
 *
 * @param length L_max, 1 to 31 slots
 */
public record StochasticTrains(int length) {
  /** Marks a negative line in bit 31 of its train; the 31 slots are bits 0 to 30. */
  private static final int NEGATIVE = 0x8000_0000;

  public StochasticTrains {
    Check.within("length", length, 1, 31);
  }

  /**
   * The plan of one sample's update.
   *
   * @param slots L, 0 if nothing is to be changed
   * @param rowGain B
   * @param columnGain A
   */
  public record Plan(int slots, double rowGain, double columnGain) {}

  /**
   * Plans one sample.
   *
   * @param rate λ > 0, in units of the cell's conductance difference
   * @param granularity Δ > 0, mean step of a cell for one coincidence, same unit
   */
  public Plan plan(double rate, double granularity, double maxRow, double maxColumn) {
    double steps = rate * maxRow * maxColumn / granularity;
    if (!Double.isFinite(steps)) {
      throw new NonFiniteException(
          "an update asks for " + steps + " pulses; likely cause: the learning rate is too high");
    }
    if (steps == 0) {
      return new Plan(0, 0, 0);
    }
    int slots = (int) Math.min(Math.ceil(steps), length);
    double strength = Math.sqrt(rate / (granularity * slots));
    double reachable = maxColumn * Math.min(1, length / steps);
    double balance = Math.sqrt(maxRow / reachable);
    return new Plan(slots, strength / balance, strength * balance);
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
