package dev.mho.emulator.circuit;

import dev.mho.device.format.Check;

/**
 * What lies in series with the devices of an array, in ohms; zero is an ideal conductor.
 *
 * @param rowSegment between neighbouring crossings of a row wire (or of a supply wire), and before
 *     its first one
 * @param colSegment between neighbouring crossings of a column wire, and behind its last one
 * @param driver further resistance between an ideal source and the wire that it drives
 * @param sense further resistance between a column wire and the virtual ground that senses it
 * @param access in each cell: selector, transistor or contact
 */
public record WireResistance(
    double rowSegment, double colSegment, double driver, double sense, double access) {
  /** Above this a wire is no wire: 1 GΩ. */
  public static final double MOST_OHMS = 1e9;

  public WireResistance {
    Check.within("row segment (ohm)", rowSegment, 0, MOST_OHMS);
    Check.within("column segment (ohm)", colSegment, 0, MOST_OHMS);
    Check.within("driver (ohm)", driver, 0, MOST_OHMS);
    Check.within("sense (ohm)", sense, 0, MOST_OHMS);
    Check.within("access (ohm)", access, 0, MOST_OHMS);
  }

  /** The same resistance in every segment of both wires, nothing else. */
  public static WireResistance segments(double ohms) {
    return new WireResistance(ohms, ohms, 0, 0, 0);
  }

  /** Whether there is any resistance at all. */
  public boolean isIdeal() {
    return rowSegment + colSegment + driver + sense + access == 0;
  }
}
