package dev.mho.emulator.trace;

/**
 * The pulse train of one line in one sample's update. A device gets a pulse in each slot in which
 * both of its lines fire; the weight rises if just one of the two lines is negative.
 *
 * @param update number of the sample since the tile was made
 * @param sample index of the sample in its batch
 * @param startSeconds emulated time at which the train began
 * @param slots slots of the train, at most 31
 * @param side which kind of line
 * @param line input or output, global in the layer
 * @param negative whether the line's value is negative
 * @param fires bit s is set if the line fires in slot s; never 0
 */
public record LineTrain(
    long update,
    int sample,
    double startSeconds,
    int slots,
    Side side,
    int line,
    boolean negative,
    int fires) {

  /** Kinds of line. */
  public enum Side {
    /** A word line, which an input drives. */
    ROW,
    /** A bit line, which an output's error drives. */
    COLUMN
  }
}
