package dev.mho.emulator.compound;

import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Stateful;

/**
 * What lies between a read of a line of the fast array and the pulses that the slow array gets. All
 * is counted in steps of the slow array.
 */
public sealed interface TransferRule {

  /** The lines of one array pair. */
  interface Lines extends Stateful {
    /** Sign with which the fast array's line is written at present, +1 or −1. */
    default double sign(int line) {
      return 1;
    }

    /**
     * Takes a read and says what the slow array is to get.
     *
     * @param steps the read times the transfer rate, one number a cell of the line
     * @return steps, whole ones but for {@link Direct}
     */
    double[] turn(int line, double[] steps);
  }

  /**
   * Fresh lines.
   *
   * @param count of lines
   * @param length cells of a line
   * @param stream draws the turns of choppers
   */
  Lines lines(int count, int length, NoiseStream stream);

  /** Whether the signs of the fast array's lines turn. */
  default boolean chops() {
    return false;
  }

  /**
   * The read goes to the slow array's trains as it is: Tiki-Taka (Gokmen and Haensch, Front.
   * Neurosci. 14:103, 2020). aihwkit: TransferCompound.
   */
  record Direct() implements TransferRule {
    @Override
    public Lines lines(int count, int length, NoiseStream stream) {
      return new DirectLines();
    }
  }

  /** Through a memory: Tiki-Taka version 2. aihwkit: BufferedTransferCompound. */
  record Buffered(StepBuffer buffer) implements TransferRule {
    public Buffered {
      Check.present("buffer", buffer);
    }

    @Override
    public Lines lines(int count, int length, NoiseStream stream) {
      return new BufferedLines(buffer, count, length);
    }
  }

  /**
   * As {@link Buffered}, and each line's sign turns now and then: c-TTv2 (Rasch et al. 2024).
   * aihwkit: ChoppedTransferCompound.
   */
  record Chopped(StepBuffer buffer, Chopper chopper) implements TransferRule {
    public Chopped {
      Check.present("buffer", buffer);
      Check.present("chopper", chopper);
    }

    @Override
    public Lines lines(int count, int length, NoiseStream stream) {
      return new ChoppedLines(buffer, chopper, count, length, stream);
    }

    @Override
    public boolean chops() {
      return true;
    }
  }

  /**
   * As {@link Chopped}, and every read is taken against where the line's cells were in the period
   * before: AGAD (Rasch et al. 2024). With M the running mean of the reads of a period and P that
   * of the period before,
   *
   * <pre>
   * M ← (1 − b) M + b read,   b = min(w/period, 1)        turned read = sign (read − P)
   * </pre>
   *
   * The slow array gets its first pulses with the second read of the second period. aihwkit:
   * DynamicTransferCompound.
   *
   * @param tailWeight w > 0; 1 weighs a period's reads about alike, more the last of them. aihwkit:
   *     tail_weightening
   */
  record Dynamic(StepBuffer buffer, Chopper chopper, double tailWeight) implements TransferRule {
    public Dynamic {
      Check.present("buffer", buffer);
      Check.present("chopper", chopper);
      Check.positive("tail_weight", tailWeight);
    }

    @Override
    public Lines lines(int count, int length, NoiseStream stream) {
      return new DynamicLines(this, count, length, stream);
    }

    @Override
    public boolean chops() {
      return true;
    }
  }
}
