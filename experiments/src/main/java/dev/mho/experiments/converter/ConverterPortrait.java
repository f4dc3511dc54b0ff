package dev.mho.experiments.converter;

import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Converters in one picture: what they give against the current, and how far that is off. */
public final class ConverterPortrait {
  private static final int SHOWN = 3;
  private static final int POSITIONS = 400;

  private final String name;
  private final TransferCurves curves;

  /** A portrait of converters that have been swept. */
  public ConverterPortrait(String name, TransferCurves curves) {
    this.name = name;
    this.curves = curves;
  }

  /** What there is to say, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "range %.6g to %.6g, step %.4g, in device currents",
            curves.adc().low(),
            curves.adc().high(),
            curves.adc().step()));
    int converters = curves.converters();
    String who = converters == 1 ? "converters all alike" : converters + " sampled converters";
    if (curves.adc().step() == 0) {
      lines.add(who + ": no rounding");
      return lines;
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: at most %.3g steps off within the range; codes missing: %.3g a converter;"
                + " transfer falls somewhere: %.3g %%",
            who,
            curves.largestError(),
            curves.missingCodes(),
            100 * curves.fallingShare()));
    return lines;
  }

  /** Several portraits in one picture. */
  public static Sheet sheet(List<ConverterPortrait> portraits) {
    List<String> head = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    for (ConverterPortrait portrait : portraits) {
      head.add(portrait.name + ": " + String.join("; ", portrait.lines()));
      figures.add(portrait.transfer());
      figures.add(portrait.error());
    }
    return new Sheet("Output converters", head, figures, List.of());
  }

  /** Whose portrait it is. */
  public String name() {
    return name;
  }

  private Figure transfer() {
    double[] currents = curves.currents();
    List<Curve> lines = new ArrayList<>();
    lines.add(Curve.guide("current itself", currents, currents));
    int shown = Math.min(SHOWN, curves.converters());
    for (int c = 0; c < shown; c++) {
      int converter = c;
      double[] values = new double[currents.length];
      Arrays.setAll(values, i -> curves.value(converter, i));
      lines.add(Curve.line(shown == 1 ? "converter" : "converter " + c, currents, values));
    }
    return new Figure(
        "transfer",
        name + ": what it gives",
        "current (device currents)",
        "value (device currents)",
        false,
        false,
        lines);
  }

  /** Within each of many narrow windows of currents: middle and the widest of all converters. */
  private Figure error() {
    int points = curves.currents().length;
    int positions = Math.min(POSITIONS, points);
    double[] x = new double[positions];
    double[] low = new double[positions];
    double[] high = new double[positions];
    double[] middle = new double[positions];
    for (int p = 0; p < positions; p++) {
      int from = (int) ((long) p * points / positions);
      int to = (int) ((p + 1L) * points / positions);
      x[p] = curves.currents()[(from + to) / 2];
      double[] errors =
          IntStream.range(from, to)
              .boxed()
              .flatMapToDouble(
                  i -> IntStream.range(0, curves.converters()).mapToDouble(c -> curves.error(c, i)))
              .sorted()
              .toArray();
      low[p] = errors[0];
      high[p] = errors[errors.length - 1];
      middle[p] = errors[errors.length / 2];
    }
    Curve median = new Curve("median", x, middle, Optional.of(new Curve.Band(low, high)), false);
    boolean steps = curves.adc().step() > 0;
    return new Figure(
        "error",
        name + ": how far off (median, all)",
        "current (device currents)",
        steps ? "value minus current (steps)" : "value minus current (device currents)",
        false,
        false,
        List.of(median));
  }
}
