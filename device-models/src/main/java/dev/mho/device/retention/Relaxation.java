package dev.mho.device.retention;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.curve.Curve;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.List;

/**
 * The mean and the spread of a population that was written to one conductance, as measured at
 * several times after the write:
 *
 * <pre>
 * G(t) = G(0) + μ_t(x) − μ_0(x) + ξ √(σ_t²(x) − σ_0²(x))      (0 where σ_t &lt; σ_0)
 * </pre>
 *
 * with x = G/G_max as it was written, ξ standard normal and new for each write. The first snapshot,
 * μ_0 and σ_0, is what the write itself left: the {@code programming_error} of the device holds
 * that spread, and the relaxation adds what came later. Between snapshots μ and σ are straight
 * lines against t or log t; before the first and after the last they are level.
 *
 * @param snapshots at least two, in ascending order of time
 * @param time scale of the straight lines
 */
public record Relaxation(List<Snapshot> snapshots, TimeScale time) implements Drift {

  /**
   * What was measured at one time.
   *
   * @param seconds time after the write, ≥ 0
   * @param shift μ in fractions of G_max against x
   * @param spread σ in fractions of G_max against x; below zero counts as zero
   */
  public record Snapshot(double seconds, Curve shift, Curve spread) {
    public Snapshot {
      Check.notNegative("seconds", seconds);
      Check.present("shift", shift);
      Check.present("spread", spread);
    }
  }

  /** Scale of time between snapshots. */
  public enum TimeScale {
    /** Straight lines against log t. */
    @JsonProperty("logarithmic")
    LOGARITHMIC,
    /** Straight lines against t. */
    @JsonProperty("linear")
    LINEAR
  }

  public Relaxation {
    Check.present("time", time);
    if (Check.present("snapshots", snapshots).size() < 2) {
      throw BadInputException.at("snapshots", snapshots.size() + " of them", "at least two");
    }
    for (int i = 0; i < snapshots.size(); i++) {
      Check.present("snapshots[" + i + "]", snapshots.get(i));
      if (i > 0 && snapshots.get(i).seconds <= snapshots.get(i - 1).seconds) {
        throw BadInputException.at(
            "snapshots[" + i + "].seconds",
            Double.toString(snapshots.get(i).seconds),
            "more than that of the snapshot before, " + snapshots.get(i - 1).seconds);
      }
    }
    if (time == TimeScale.LOGARITHMIC && snapshots.get(0).seconds == 0) {
      throw BadInputException.at(
          "snapshots[0].seconds", "0.0", "above 0 where time is logarithmic");
    }
    snapshots = List.copyOf(snapshots);
  }

  @Override
  public double onsetSeconds() {
    return snapshots.get(0).seconds;
  }

  @Override
  public double after(double x, double seconds, double xi) {
    if (seconds <= onsetSeconds()) {
      return x;
    }
    int above = 1;
    while (above < snapshots.size() - 1 && snapshots.get(above).seconds < seconds) {
      above++;
    }
    Snapshot before = snapshots.get(above - 1);
    Snapshot next = snapshots.get(above);
    double share = Math.min(1, share(before.seconds, next.seconds, seconds));
    Snapshot first = snapshots.get(0);
    double shift = line(before.shift, next.shift, x, share) - first.shift.at(x);
    double spread = Math.max(0, line(before.spread, next.spread, x, share));
    double atFirst = Math.max(0, first.spread.at(x));
    return x + shift + xi * Math.sqrt(Math.max(0, spread * spread - atFirst * atFirst));
  }

  private double share(double from, double to, double seconds) {
    return time == TimeScale.LINEAR
        ? (seconds - from) / (to - from)
        : StrictMath.log(seconds / from) / StrictMath.log(to / from);
  }

  private static double line(Curve from, Curve to, double x, double share) {
    double start = from.at(x);
    return start + share * (to.at(x) - start);
  }

  @Override
  public boolean redrawn() {
    return true;
  }
}
