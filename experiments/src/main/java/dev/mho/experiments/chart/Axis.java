package dev.mho.experiments.chart;

import dev.mho.experiments.page.Measure;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * What an axis measures. Values are in SI units or shares; the axis shows them times a factor, in
 * the unit that its title names.
 *
 * @param title with the unit
 * @param factor from a value to the number shown
 * @param measure how a value is written in tables
 * @param kind how values lie along it
 * @param low where it begins, if the values do not decide
 * @param high where it ends, if the values do not decide
 * @param room that it spans at least, so that what is next to nothing does not look like much
 */
public record Axis(
    String title,
    double factor,
    DoubleFunction<Measure> measure,
    Kind kind,
    OptionalDouble low,
    OptionalDouble high,
    double room) {
  private static final double LEAST_POINTS = 0.05;

  /** How values lie along an axis. */
  public enum Kind {
    /** Equal steps are equally long. */
    LINEAR,
    /** The same, and only whole numbers are marked. */
    WHOLE,
    /** The same, and the axis ends at the first and the last. */
    ORDINAL,
    /** Equal factors are equally long. */
    LOGARITHMIC,
    /** The same for seconds, marked by minutes, hours, days; 0 s stands apart at the low end. */
    TIME
  }

  /** Numbers without a unit, or with one that the title already names. */
  public static Axis plain(String title) {
    return of(title, 1, Measure::plain, Kind.LINEAR);
  }

  /** Numbers with a unit that takes no prefix. */
  public static Axis of(String name, String unit) {
    return of(name + " (" + unit + ")", 1, value -> Measure.of(value, unit), Kind.LINEAR);
  }

  /** Whole numbers. */
  public static Axis count(String title) {
    return of(title, 1, value -> Measure.count((long) value), Kind.WHOLE);
  }

  /** Whole numbers from the first to the last: epochs. */
  public static Axis ordinal(String title) {
    return of(title, 1, value -> Measure.count((long) value), Kind.ORDINAL);
  }

  /** Shares, in per cent; at least five points of it. */
  public static Axis percent(String name) {
    return new Axis(
        name + " (%)",
        100,
        Measure::percent,
        Kind.LINEAR,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        LEAST_POINTS);
  }

  /** Small shares, in per cent. */
  public static Axis finePercent(String name) {
    return of(name + " (%)", 100, Measure::finePercent, Kind.LINEAR);
  }

  /** Differences of shares, in points of per cent. */
  public static Axis points(String name) {
    return of(name + " (points)", 100, Measure::points, Kind.LINEAR);
  }

  /** Numbers with an SI unit, the prefix fit for the largest of them. */
  public static Axis si(String name, String unit, double largest) {
    Measure.Prefix prefix = Measure.Prefix.of(largest);
    return of(
        name + " (" + prefix.sign() + unit + ")",
        1 / prefix.factor(),
        value -> Measure.si(value, unit),
        Kind.LINEAR);
  }

  /** Numbers that are shown times a factor, in the unit that this makes them. */
  public static Axis prefixed(String name, double factor, String unit) {
    return of(
        name + " (" + unit + ")",
        factor,
        value -> new Measure(value, Measure.digits(value * factor) + "\u00a0" + unit),
        Kind.LINEAR);
  }

  /** Seconds over many magnitudes. */
  public static Axis time(String title) {
    return of(title, 1, Measure::time, Kind.TIME);
  }

  private static Axis of(String title, double factor, DoubleFunction<Measure> measure, Kind kind) {
    return new Axis(
        title, factor, measure, kind, OptionalDouble.empty(), OptionalDouble.empty(), 0);
  }

  /** The same, by magnitudes. */
  public Axis logarithmic() {
    return new Axis(title, factor, measure, Kind.LOGARITHMIC, low, high, room);
  }

  /** The same from a value on. */
  public Axis from(double value) {
    return new Axis(title, factor, measure, kind, OptionalDouble.of(value), high, room);
  }

  /** The same up to a value. */
  public Axis to(double value) {
    return new Axis(title, factor, measure, kind, low, OptionalDouble.of(value), room);
  }

  /** The scale on which all these values have a place. */
  Scale scale(double[] values) {
    boolean byMagnitude = kind == Kind.LOGARITHMIC || kind == Kind.TIME;
    double[] usable =
        Arrays.stream(values)
            .map(value -> value * factor)
            .filter(value -> Double.isFinite(value) && (!byMagnitude || value > 0))
            .toArray();
    double least = Arrays.stream(usable).min().orElse(byMagnitude ? 1 : 0);
    double most = Arrays.stream(usable).max().orElse(1);
    least = low.isPresent() ? low.getAsDouble() * factor : least;
    most = high.isPresent() ? high.getAsDouble() * factor : most;
    double missing = room * factor - (most - least);
    if (missing > 0) {
      // Shares end at 1.
      most = Math.min(Math.max(most, factor), most + missing / 2);
      least = most - room * factor;
    }
    return switch (kind) {
      case LINEAR -> LinearScale.around(least, most, false);
      case WHOLE -> LinearScale.around(least, most, true);
      case ORDINAL -> LinearScale.between(least, most);
      case LOGARITHMIC -> LogScale.around(least, most);
      case TIME -> LogScale.ofTimes(least, most, Arrays.stream(values).anyMatch(v -> v <= 0));
    };
  }

  /** Whether a value has a place. */
  boolean shows(double value) {
    return Double.isFinite(value) && (kind != Kind.LOGARITHMIC || value > 0);
  }
}
