package dev.mho.device.programming;

import dev.mho.device.DeviceModel;
import dev.mho.device.PulseTable;
import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * How a device is brought to its target by pulses. A round reads it, ends if the mean of the reads
 * is within the tolerance, and otherwise gives one pulse towards the target:
 *
 * <pre>
 * read n times at t, t + t_r, …;   |mean − target| ≤ tolerance: done;   else pulse, which ends at t + n t_r + t_p
 * </pre>
 *
 * All devices of an array go through their rounds in step, as if each had a driver of its own; an
 * array that programs k rows one after the other takes k times as long.
 *
 * @param tolerance above 0 and at most 1, fraction of the nominal range, on either side
 * @param mostPulses pulses, resets among them, after which a device is given up, 1 to 10⁶
 * @param reads n, reads that a verify averages, 1 to 10⁶
 * @param readSeconds t_r > 0, duration of a read
 * @param pulseSeconds t_p > 0, duration of a pulse in either direction
 */
public record PulseAndVerify(
    double tolerance, int mostPulses, int reads, double readSeconds, double pulseSeconds) {
  private static final int MOST = 1_000_000;

  /** Seconds of a pulse or read of which a device file says nothing. */
  public static final double UNKNOWN_SECONDS = 1e-7;

  public PulseAndVerify {
    Check.fraction("tolerance", tolerance);
    Check.within("most_pulses", mostPulses, 1, MOST);
    Check.within("reads", reads, 1, MOST);
    Check.positive("read_seconds", readSeconds);
    Check.positive("pulse_seconds", pulseSeconds);
  }

  /**
   * With the durations of a device's pulse table, the longer of SET and RESET for both; {@value
   * #UNKNOWN_SECONDS} s where it has none.
   */
  public static PulseAndVerify of(DeviceModel device, double tolerance, int mostPulses, int reads) {
    Optional<PulseTable> table = device.pulse();
    return new PulseAndVerify(
        tolerance,
        mostPulses,
        reads,
        table.map(t -> t.read().seconds()).orElse(UNKNOWN_SECONDS),
        table.map(t -> Math.max(t.set().seconds(), t.reset().seconds())).orElse(UNKNOWN_SECONDS));
  }

  /** Duration of the reads of one verify. */
  public double verifySeconds() {
    return reads * readSeconds;
  }

  /** Duration of a round that ends in a pulse. */
  public double roundSeconds() {
    return verifySeconds() + pulseSeconds;
  }
}
