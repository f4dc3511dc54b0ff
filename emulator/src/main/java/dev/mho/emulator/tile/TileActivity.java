package dev.mho.emulator.tile;

/**
 * Counters of a tile since it was made.
 *
 * @param conversions ADC conversions
 * @param saturations conversions that clipped
 * @param upPulses pulses towards higher conductance
 * @param downPulses pulses towards lower conductance
 * @param clippedWeights weights beyond the range of the cell when they were programmed
 * @param seconds emulated time
 * @param wireSolves how often wires were solved
 * @param staleWireError largest relative error that effective conductances had come to between two
 *     solves of the wires
 * @param refreshes pairs of one-directional devices that were made free again
 * @param change what updates by pulses asked for, gave and brought about
 */
public record TileActivity(
    long conversions,
    long saturations,
    long upPulses,
    long downPulses,
    long clippedWeights,
    double seconds,
    long wireSolves,
    double staleWireError,
    long refreshes,
    ChangeTally change) {

  /** Nothing done. */
  public static final TileActivity NONE =
      new TileActivity(0, 0, 0, 0, 0, 0, 0, 0, 0, ChangeTally.NONE);

  /** Both together; tiles work at the same time, so the longer time counts. */
  public TileActivity and(TileActivity other) {
    return new TileActivity(
        conversions + other.conversions,
        saturations + other.saturations,
        upPulses + other.upPulses,
        downPulses + other.downPulses,
        clippedWeights + other.clippedWeights,
        Math.max(seconds, other.seconds),
        wireSolves + other.wireSolves,
        Math.max(staleWireError, other.staleWireError),
        refreshes + other.refreshes,
        change.and(other.change));
  }
}
