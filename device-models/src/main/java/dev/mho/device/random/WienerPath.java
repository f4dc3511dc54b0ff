package dev.mho.device.random;

/**
 * Brownian paths W(t) of many devices, with W(0) = 0 and independent increments of variance t − s,
 * as a function of device and time alone: nothing is stored, and a path does not depend on the
 * times at which it was asked.
 *
 * <p>Lévy's construction: the path is drawn at the octaves of a smallest time δ, δ, 2δ, 4δ, …, from
 * independent increments; between two octaves each midpoint is drawn from its normal distribution
 * given the ends, 22 times, and the last interval, a four-millionth of the time, is a straight
 * line.
 */
public final class WienerPath {
  private static final int BISECTIONS = 22;

  /** A nanosecond; the path is a straight line before it. */
  private static final double SMALLEST = 1e-9;

  private final NoiseStream octaves;
  private final NoiseStream midpoints;

  /** Paths whose draws are children of a stream. */
  public WienerPath(NoiseStream stream) {
    octaves = stream.child("octaves");
    midpoints = stream.child("midpoints");
  }

  /**
   * W(t) of a device.
   *
   * @param seconds t ≥ 0
   */
  public double at(long device, double seconds) {
    if (seconds <= SMALLEST) {
      return seconds / SMALLEST * Math.sqrt(SMALLEST) * octaves.normal(device, 0);
    }
    int octave = Math.getExponent(seconds / SMALLEST);
    double from = SMALLEST;
    double before = Math.sqrt(SMALLEST) * octaves.normal(device, 0);
    for (int n = 0; n < octave; n++) {
      before += Math.sqrt(from) * octaves.normal(device, n + 1);
      from *= 2;
    }
    double after = before + Math.sqrt(from) * octaves.normal(device, octave + 1);
    return between(device, octave, from, before, after, seconds);
  }

  private double between(
      long device, int octave, double octaveStart, double before, double after, double seconds) {
    NoiseStream own = midpoints.child(octave);
    double from = octaveStart;
    double width = octaveStart;
    long node = 1;
    double left = before;
    double right = after;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (left + right) / 2 + Math.sqrt(width) / 2 * own.normal(device, node);
      width /= 2;
      boolean inRight = seconds >= from + width;
      left = inRight ? middle : left;
      right = inRight ? right : middle;
      from = inRight ? from + width : from;
      node = 2 * node + (inRight ? 1 : 0);
    }
    return left + (seconds - from) / width * (right - left);
  }
}
