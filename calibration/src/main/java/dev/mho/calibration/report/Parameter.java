package dev.mho.calibration.report;

import java.util.Optional;

/**
 * A number that a calibration found.
 *
 * @param name with dots, {@code response.up.step}
 * @param value the estimate
 * @param unit in words, empty for a pure number
 * @param interval its 95 % interval, if one was computed
 * @param remark what to know of it: at a limit, by what definition; empty if nothing
 */
public record Parameter(
    String name, double value, String unit, Optional<Interval> interval, String remark) {

  /** A number alone. */
  public static Parameter of(String name, double value, String unit) {
    return new Parameter(name, value, unit, Optional.empty(), "");
  }

  /** A number with a remark. */
  public static Parameter of(String name, double value, String unit, String remark) {
    return new Parameter(name, value, unit, Optional.empty(), remark);
  }

  /** A number with an interval. */
  public static Parameter of(String name, double value, String unit, Interval interval) {
    return new Parameter(name, value, unit, Optional.of(interval), "");
  }

  /** The unit under the prefix in which the value reads best. */
  public Prefixed prefixed() {
    return Prefixed.of(value, unit);
  }

  /** The same with a remark. */
  public Parameter noting(String text) {
    return new Parameter(name, value, unit, interval, text);
  }
}
