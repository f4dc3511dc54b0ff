package dev.mho.calibration.converter;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.Transitions;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Sources;
import dev.mho.calibration.report.Words;
import dev.mho.device.ConverterModel;
import dev.mho.device.Provenance;
import dev.mho.device.format.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Transition levels T_k of converters become offset, gain, INL and DNL, by the line through the
 * first and the last transition (IEEE Std 1241-2010, terminal based): T_k ≈ a + c k,
 *
 * <pre>
 * INL_k = (T_k − a)/c − k        DNL_k = (T_(k+1) − T_k)/c − 1
 * </pre>
 *
 * A code is missing where DNL is below −0.9. Against a nominal range from low to high with steps of
 * (high − low)/2^b, as {@link ConverterModel} has it, the gain error is step/c − 1 and the offset
 * (low − (1 + gain error) a)/step; without a nominal range the line itself is the range, and
 * neither is known. Several converters give their mean; how they differ is told.
 */
public final class ConverterCalibration {
  private static final double MISSING = -0.9;

  private final Sources sources;
  private final List<Line> lines;
  private final int bits;
  private final Optional<Nominal> nominal;

  /**
   * The range that a converter was designed for.
   *
   * @param low its lower end
   * @param high its upper end, above {@code low}
   */
  public record Nominal(double low, double high) {
    /** Checks the order. */
    public Nominal {
      if (!(high > low)) {
        throw BadInputException.at("converter range", low + " to " + high, "low below high");
      }
    }
  }

  /** One converter with its line. */
  private record Line(String device, double[] levels, double zero, double step) {
    double[] inl() {
      return IntStream.range(0, levels.length)
          .mapToDouble(i -> (levels[i] - zero) / step - (i + 1))
          .toArray();
    }

    double[] dnl() {
      return IntStream.range(1, levels.length)
          .mapToDouble(i -> (levels[i] - levels[i - 1]) / step - 1)
          .toArray();
    }

    /** Codes between two transitions that all but coincide. */
    List<Integer> missing() {
      double[] dnl = dnl();
      return IntStream.range(0, dnl.length)
          .filter(i -> dnl[i] < MISSING)
          .mapToObj(i -> i + 1)
          .toList();
    }

    /** INL by a nominal line. */
    double[] inl(double low, double nominal) {
      return IntStream.range(0, levels.length)
          .mapToDouble(i -> (levels[i] - low) / nominal - (i + 1))
          .toArray();
    }

    /** INL by the line of least squares. */
    double[] bestFitInl() {
      SimpleRegression line = new SimpleRegression();
      for (int i = 0; i < levels.length; i++) {
        line.addData(i + 1, levels[i]);
      }
      return IntStream.range(0, levels.length)
          .mapToDouble(i -> (levels[i] - line.predict(i + 1)) / line.getSlope())
          .toArray();
    }
  }

  private ConverterCalibration(List<Measurement> files, Optional<Nominal> nominal) {
    sources = new Sources(files);
    this.nominal = nominal;
    List<Transitions> all = sources.stream().flatMap(m -> m.transitions().stream()).toList();
    if (all.isEmpty()) {
      throw BadInputException.at(sources.name(), "no transition", "levels, INL or DNL by code");
    }
    bits = bits(all.get(0));
    lines = all.stream().map(this::line).toList();
  }

  /**
   * Calibrates.
   *
   * @param nominal range that the converters were designed for, in the unit of the levels
   * @throws BadInputException if transitions are lacking; one line
   */
  public static ConverterCalibration of(List<Measurement> sources, Optional<Nominal> nominal) {
    return new ConverterCalibration(sources, nominal);
  }

  private int bits(Transitions converter) {
    int[] codes = converter.codes();
    int highest = codes[codes.length - 1];
    int found = Integer.SIZE - Integer.numberOfLeadingZeros(highest);
    if (highest < 3 || highest != (1 << found) - 1) {
      throw BadInputException.at(
          sources.name() + ": code",
          "a highest code of " + highest,
          "2^b − 1 for a converter of b = 2 bits or more");
    }
    if (codes.length < highest) {
      throw BadInputException.at(
          sources.name() + ": code",
          codes.length + " transitions up to code " + highest,
          "all " + highest + " transitions of " + found + " bits");
    }
    return found;
  }

  private Line line(Transitions converter) {
    int transitions = (1 << bits) - 1;
    int[] codes = converter.codes();
    double[] levels = converter.levels();
    double[] byCode = new double[transitions];
    Arrays.fill(byCode, Double.NaN);
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] >= 1 && codes[i] <= transitions) {
        byCode[codes[i] - 1] = levels[i];
      }
    }
    for (int k = 0; k < transitions; k++) {
      if (Double.isNaN(byCode[k])) {
        throw BadInputException.at(
            sources.name() + ": code " + (k + 1),
            "no transition",
            "all " + transitions + " transitions of " + bits + " bits");
      }
    }
    double step = (byCode[transitions - 1] - byCode[0]) / (transitions - 1);
    if (!(step > 0)) {
      throw BadInputException.at(
          sources.name(), "levels that do not rise", "levels that rise with the code");
    }
    return new Line(converter.device(), byCode, byCode[0] - step, step);
  }

  private String unit() {
    return switch (sources.files().get(0).transitions().get(0).unit()) {
      case VOLTS -> "V";
      case AMPERES -> "A";
      case LSB -> "LSB";
    };
  }

  /** The range to refer to: the nominal one, that of LSB, or that of the mean line. */
  private Nominal reference() {
    double codes = 1 << bits;
    if (nominal.isPresent()) {
      return nominal.get();
    }
    if (unit().equals("LSB")) {
      return new Nominal(0, codes);
    }
    double zero = lines.stream().mapToDouble(Line::zero).average().orElseThrow();
    double step = lines.stream().mapToDouble(Line::step).average().orElseThrow();
    return new Nominal(zero, zero + codes * step);
  }

  private double nominalStep() {
    return (reference().high - reference().low) / (1 << bits);
  }

  private double gainError(Line line) {
    return nominalStep() / line.step - 1;
  }

  private double offset(Line line) {
    return (reference().low - (1 + gainError(line)) * line.zero) / nominalStep();
  }

  private double[] nominalInl(Line line) {
    return line.inl(reference().low, nominalStep());
  }

  private double mean(ToDoubleFunction<Line> of) {
    return lines.stream().mapToDouble(of).average().orElseThrow();
  }

  /** Mean INL over converters. */
  private double[] inl() {
    double[] mean = new double[(1 << bits) - 1];
    for (Line line : lines) {
      double[] inl = line.inl();
      for (int k = 0; k < mean.length; k++) {
        mean[k] += inl[k] / lines.size();
      }
    }
    return mean;
  }

  /** The mean converter. */
  public ConverterModel model(String name, Provenance provenance) {
    return new ConverterModel(
        name,
        bits,
        reference().low,
        reference().high,
        unit(),
        mean(this::offset),
        mean(this::gainError),
        Arrays.stream(inl()).boxed().toList(),
        provenance);
  }

  /** What was found, to be read. */
  public Report report() {
    List<Parameter> parameters = new ArrayList<>();
    List<String> warnings = new ArrayList<>(sources.notices());
    parameters.add(Parameter.of("converter.bits", bits, ""));
    parameters.add(Parameter.of("converter.step", mean(Line::step), unit(), "mean over codes"));
    boolean referred = nominal.isPresent() || unit().equals("LSB");
    if (referred) {
      parameters.add(Parameter.of("converter.offset", mean(this::offset), "LSB"));
      parameters.add(Parameter.of("converter.gain_error", mean(this::gainError), ""));
      parameters.add(
          extreme("converter.inl_max_nominal", this::nominalInl, "offset and gain error included"));
      parameters.add(rms("converter.inl_rms_nominal", this::nominalInl));
    } else {
      warnings.add(
          "No nominal range is known: the measured line is taken for it, and offset and gain error"
              + " are zero. --converter-range LOW:HIGH tells them.");
    }
    parameters.add(extreme("converter.inl_max", Line::inl, "line through first and last"));
    parameters.add(extreme("converter.inl_max_best_fit", Line::bestFitInl, "least-squares line"));
    parameters.add(extreme("converter.dnl_max", Line::dnl, "largest of either sign"));
    parameters.add(Parameter.of("converter.dnl_lowest", dnl().min().orElse(0), "LSB"));
    parameters.add(Parameter.of("converter.dnl_highest", dnl().max().orElse(0), "LSB"));
    parameters.add(rms("converter.inl_rms", Line::inl));
    parameters.add(rms("converter.dnl_rms", Line::dnl));
    if (lines.size() > 1) {
      parameters.add(
          Parameter.of(
              "converter.inl_spread", spread(), "LSB", "over converters, mean over codes"));
      warnings.add(
          "The converter file holds the mean of "
              + lines.size()
              + " converters; single ones differ by converter.inl_spread.");
    }
    for (Line line : lines) {
      if (!line.missing().isEmpty()) {
        warnings.add(
            (line.device.isEmpty() ? "The converter" : "Converter " + line.device)
                + " never gives code "
                + line.missing().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ".");
      }
    }
    return new Report(
        "Converter of " + bits + " bits",
        facts(),
        verdict(),
        parameters,
        List.of(),
        warnings,
        List.of(graph("INL", "transition into code", Line::inl), graph("DNL", "code", Line::dnl)));
  }

  private DoubleStream dnl() {
    return lines.stream().flatMapToDouble(line -> Arrays.stream(line.dnl()));
  }

  private Parameter extreme(String name, Function<Line, double[]> of, String remark) {
    double most =
        lines.stream()
            .flatMapToDouble(l -> Arrays.stream(of.apply(l)))
            .map(Math::abs)
            .max()
            .orElse(0);
    return Parameter.of(name, most, "LSB", remark);
  }

  private Parameter rms(String name, Function<Line, double[]> of) {
    double square =
        lines.stream()
            .flatMapToDouble(l -> Arrays.stream(of.apply(l)))
            .map(v -> v * v)
            .average()
            .orElse(0);
    return Parameter.of(name, Math.sqrt(square), "LSB");
  }

  /** Mean over inner codes of the standard deviation of INL over converters. */
  private double spread() {
    double sum = 0;
    int codes = (1 << bits) - 1;
    double[] mean = inl();
    for (int k = 1; k < codes - 1; k++) {
      double squares = 0;
      for (Line line : lines) {
        squares += Math.pow(line.inl()[k] - mean[k], 2);
      }
      sum += Math.sqrt(squares / (lines.size() - 1));
    }
    return sum / (codes - 2);
  }

  private List<String> facts() {
    List<String> facts = sources.facts();
    facts.add(Words.count(lines.size(), "converter"));
    return facts;
  }

  private String verdict() {
    double most = extreme("", Line::inl, "").value();
    double bitsLeft = bits - Math.log(Math.sqrt(1 + 12 * square())) / Math.log(2);
    return "INL reaches "
        + Words.digits(most)
        + " LSB; with it the converter is worth "
        + Words.digits(bitsLeft)
        + " of its "
        + bits
        + " bits.";
  }

  private double square() {
    return Math.pow(rms("", Line::inl).value(), 2);
  }

  private Graph graph(String name, String x, Function<Line, double[]> of) {
    List<Series> series = new ArrayList<>();
    for (Line line : lines) {
      double[] y = of.apply(line);
      double[] codes = IntStream.rangeClosed(1, y.length).asDoubleStream().toArray();
      series.add(
          new Series(
              lines.size() == 1 ? name : line.device,
              lines.size() == 1 ? Style.LINE : Style.POINTS,
              codes,
              y));
    }
    return new Graph(name, Axis.of(x), new Axis(name, "LSB"), false, series);
  }
}
