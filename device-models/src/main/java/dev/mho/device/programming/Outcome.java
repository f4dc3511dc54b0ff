package dev.mho.device.programming;

/** What came of programming a device. */
public enum Outcome {
  /** The last verify found it within the tolerance. */
  VERIFIED,
  /** Given up: no pulse moves it, from the start or because it wore out on the way. */
  STUCK,
  /**
   * Given up: its own bounds or its nearest level are further from the target than the tolerance.
   */
  UNREACHABLE,
  /** Given up after the largest number of pulses: too far, or too coarse to stop within. */
  PULSE_LIMIT
}
