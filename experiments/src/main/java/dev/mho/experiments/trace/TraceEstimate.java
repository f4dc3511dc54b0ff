package dev.mho.experiments.trace;

import dev.mho.experiments.spec.ByteSize;
import dev.mho.experiments.spec.TraceSpec;
import java.util.List;
import java.util.Locale;

/**
 * What a trace may come to, before it is written.
 *
 * @param devices that are traced
 * @param rows most rows, if every request is other than zero; time and rewriting add rows of their
 *     own
 * @param bytes of events and trains, for that many rows
 */
public record TraceEstimate(long devices, long rows, long bytes) {
  /** Usual length of a row of events and of trains, and what compression leaves of it. */
  private static final double BYTES_A_ROW = 175;

  private static final double BYTES_A_TRAIN = 65;
  private static final double COMPRESSED = 0.2;

  /**
   * Estimates a trace.
   *
   * @param updates samples shown while it is on
   */
  public static TraceEstimate of(List<TracedCells> traced, long updates, boolean compressed) {
    long devices = 0;
    long rows = 0;
    double bytes = 0;
    for (TracedCells cells : traced) {
      long times = updates * cells.places();
      devices += cells.devices();
      rows += cells.devices() * times;
      bytes += times * (cells.devices() * BYTES_A_ROW + cells.lines() * BYTES_A_TRAIN);
    }
    return new TraceEstimate(devices, rows, Math.round(bytes * (compressed ? COMPRESSED : 1)));
  }

  /** What a user reads before the run. */
  public String line(TraceSpec spec) {
    return String.format(
        Locale.ROOT,
        "trace: %d devices, steps %s: up to %d rows, about %s as %s; ends at %s",
        devices,
        spec.steps(),
        rows,
        ByteSize.text(Math.max(1, bytes)),
        spec.isCompressed() ? "csv-gz" : "csv",
        spec.max());
  }
}
