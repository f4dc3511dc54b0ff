package dev.mho.calibration.noise;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.Programmed;
import dev.mho.calibration.report.Calibration;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Interval;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Sources;
import dev.mho.calibration.report.Words;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.curve.Curve;
import dev.mho.device.curve.Polynomial;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.ProgrammingError.Shape;
import dev.mho.device.noise.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.fitting.PolynomialCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoints;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Targets and what writing to them reached become an error σ(G) and its shape.
 *
 * <p>σ is measured at each target, then a polynomial of degree 0 to 2 is laid through it, weighted
 * by the writes at each target; the lowest degree is taken that does not raise the likelihood of
 * all errors by less than a third parameter is worth (AIC). The shape is uniform where errors, each
 * over its target's σ, are likelier within ±√3 than under a normal distribution: a verified write
 * cuts tails off, a window of ±w leaves σ = w/√3.
 */
public final class ProgrammingCalibration implements Calibration {
  private static final int LEAST = 8;
  private static final int HIGHEST_DEGREE = 2;

  private final Sources sources;
  private final List<Target> targets;
  private final double[] polynomial;
  private final Shape shape;
  private final double kurtosis;

  /** Errors at one target. */
  private record Target(double siemens, double[] errors) {
    double bias() {
      return Arrays.stream(errors).average().orElse(0);
    }

    double sigma() {
      double bias = bias();
      double squares = Arrays.stream(errors).map(e -> (e - bias) * (e - bias)).sum();
      return Math.sqrt(squares / Math.max(1, errors.length - 1));
    }

    double largest() {
      return Arrays.stream(errors).map(Math::abs).max().orElse(0);
    }
  }

  private ProgrammingCalibration(List<Measurement> files) {
    sources = new Sources(files);
    targets = targets(files);
    long usable = targets.stream().filter(target -> target.errors.length > 1).count();
    int writes = targets.stream().mapToInt(target -> target.errors.length).sum();
    if (usable == 0 || writes < LEAST) {
      throw BadInputException.at(
          sources.name(),
          writes + " writes to " + targets.size() + " targets",
          "at least " + LEAST + " writes, two or more to a target");
    }
    polynomial = polynomial();
    kurtosis = kurtosis();
    shape = isUniform() ? Shape.UNIFORM : Shape.NORMAL;
  }

  /**
   * Calibrates.
   *
   * @throws BadInputException if there are too few writes; one line
   */
  public static ProgrammingCalibration of(List<Measurement> sources) {
    return new ProgrammingCalibration(sources);
  }

  private static List<Target> targets(List<Measurement> files) {
    Map<Double, List<Double>> errors = new TreeMap<>();
    for (Measurement source : files) {
      for (Programmed writes : source.programmed()) {
        double[] target = writes.target();
        double[] reached = writes.reached();
        for (int i = 0; i < target.length; i++) {
          errors.computeIfAbsent(target[i], t -> new ArrayList<>()).add(reached[i] - target[i]);
        }
      }
    }
    List<Target> targets = new ArrayList<>();
    errors.forEach(
        (target, list) ->
            targets.add(
                new Target(target, list.stream().mapToDouble(Double::doubleValue).toArray())));
    return targets;
  }

  private double largestTarget() {
    return targets.get(targets.size() - 1).siemens;
  }

  /** Coefficients of σ in siemens against G over the largest target. */
  private double[] polynomial() {
    double[] best = through(0);
    double bestAic = aic(best);
    int highest = Math.min(HIGHEST_DEGREE, targets.size() - 1);
    for (int degree = 1; degree <= highest; degree++) {
      double[] candidate = through(degree);
      double aic = aic(candidate);
      if (aic < bestAic - 2) {
        best = candidate;
        bestAic = aic;
      }
    }
    return best;
  }

  private double[] through(int degree) {
    WeightedObservedPoints points = new WeightedObservedPoints();
    for (Target target : targets) {
      if (target.errors.length > 1) {
        points.add(target.errors.length - 1.0, target.siemens / largestTarget(), target.sigma());
      }
    }
    if (degree == 0) {
      // The pooled variance, which counts degrees of freedom.
      double squares = 0;
      double freedom = 0;
      for (Target target : targets) {
        squares += target.sigma() * target.sigma() * (target.errors.length - 1);
        freedom += target.errors.length - 1;
      }
      return new double[] {Math.sqrt(squares / freedom)};
    }
    return PolynomialCurveFitter.create(degree).fit(points.toList());
  }

  private double aic(double[] coefficients) {
    double sum = 2.0 * coefficients.length;
    for (Target target : targets) {
      double sigma = at(coefficients, target.siemens);
      if (!(sigma > 0)) {
        return Double.POSITIVE_INFINITY;
      }
      double freedom = target.errors.length - 1;
      sum += freedom * (2 * Math.log(sigma) + Math.pow(target.sigma() / sigma, 2));
    }
    return sum;
  }

  private double at(double[] coefficients, double siemens) {
    double x = siemens / largestTarget();
    double value = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value * x + coefficients[i];
    }
    return value;
  }

  /** Fourth moment over squared variance of errors over their target's σ. */
  private double kurtosis() {
    SummaryStatistics fourth = new SummaryStatistics();
    for (Target target : targets) {
      if (target.errors.length > 1 && target.sigma() > 0) {
        double bias = target.bias();
        Arrays.stream(target.errors)
            .map(e -> (e - bias) / target.sigma())
            .forEach(z -> fourth.addValue(z * z * z * z));
      }
    }
    return fourth.getMean();
  }

  /** 3 for a normal distribution, 1.8 for a uniform one; halfway decides, and no error far out. */
  private boolean isUniform() {
    double widest =
        targets.stream()
            .filter(target -> target.errors.length > 1)
            .mapToDouble(target -> target.largest() / target.sigma())
            .max()
            .orElse(0);
    return kurtosis < 2.4 && widest < 2.5;
  }

  @Override
  public Optional<ConductanceRange> range() {
    boolean siemens = sources.inSiemens();
    double low = Math.max(0, targets.get(0).siemens);
    return siemens && largestTarget() > low
        ? Optional.of(ConductanceRange.of(low, largestTarget()))
        : Optional.empty();
  }

  @Override
  public void addTo(DeviceModel.Builder device, ConductanceRange range) {
    sources.requireSiemens("conductances");
    device.programmingError(
        Optional.of(new ProgrammingError(sigma(range.maxSiemens()), shape, Reach.BOUNDS)));
  }

  /** σ in fractions of G_max against G/G_max. */
  private Curve sigma(double maximum) {
    double stretch = maximum / largestTarget();
    List<Double> coefficients = new ArrayList<>();
    for (int i = 0; i < polynomial.length; i++) {
      coefficients.add(polynomial[i] / maximum * Math.pow(stretch, i));
    }
    return coefficients.size() == 1
        ? Curve.constant(coefficients.get(0))
        : new Polynomial(coefficients);
  }

  @Override
  public Report report() {
    List<Parameter> parameters = new ArrayList<>();
    for (Target target : targets) {
      String place = "target_" + Words.key(target.siemens) + ".";
      int n = target.errors.length;
      parameters.add(
          Parameter.of(place + "bias", target.bias(), sources.unit(), "of " + n + " writes"));
      if (n > 1) {
        // Wider than needed where the errors are uniform.
        Interval interval = Interval.ofDeviation(target.sigma(), n - 1.0);
        parameters.add(Parameter.of(place + "sigma", target.sigma(), sources.unit(), interval));
      }
    }
    for (int i = 0; i < polynomial.length; i++) {
      parameters.add(
          Parameter.of(
              "programming_error.c" + i,
              polynomial[i],
              sources.unit(),
              "of σ against G over the largest target"));
    }
    parameters.add(
        Parameter.of(
            "programming_error.kurtosis",
            kurtosis,
            "",
            "3 for a normal distribution, 1.8 for a uniform one"));
    double largest = targets.stream().mapToDouble(Target::largest).max().orElse(0);
    parameters.add(Parameter.of("programming_error.largest", largest, sources.unit()));
    return new Report(
        "Programming error: " + (shape == Shape.UNIFORM ? "uniform" : "normal"),
        facts(),
        verdict(),
        parameters,
        List.of(),
        warnings(),
        List.of(errors(), sigmas()));
  }

  private List<String> facts() {
    int writes = targets.stream().mapToInt(target -> target.errors.length).sum();
    List<String> facts = sources.facts();
    facts.add(Words.count(writes, "write") + " to " + Words.count(targets.size(), "target"));
    return facts;
  }

  private String verdict() {
    String size =
        "Writes miss by "
            + Words.quantity(at(polynomial, largestTarget()), sources.unit())
            + " at the largest target";
    return shape == Shape.UNIFORM
        ? size
            + ". Errors fill a window evenly, as a verified write leaves them: the device file has"
            + " the uniform shape."
        : size + ". Errors have the tails of a normal distribution.";
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(sources.notices());
    for (Target target : targets) {
      int n = target.errors.length;
      if (n > 2 && Math.abs(target.bias()) > 3 * target.sigma() / Math.sqrt(n)) {
        warnings.add(
            "Writes to "
                + Words.quantity(target.siemens, sources.unit())
                + " end "
                + Words.quantity(target.bias(), sources.unit())
                + " off on average; the device file holds no bias.");
      }
    }
    return warnings;
  }

  private Graph errors() {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Target target : targets) {
      for (double error : target.errors) {
        x.add(target.siemens);
        y.add(error);
      }
    }
    double[] at = targets.stream().mapToDouble(Target::siemens).toArray();
    double[] sigma = Arrays.stream(at).map(g -> at(polynomial, g)).toArray();
    return new Graph(
        "Errors by target",
        sources.axis("target"),
        sources.axis("reached − target"),
        false,
        List.of(
            new Series("writes", Style.POINTS, array(x), array(y)),
            new Series("σ", Style.LINE, at, sigma),
            new Series("−σ", Style.LINE, at, Arrays.stream(sigma).map(s -> -s).toArray())));
  }

  private Graph sigmas() {
    List<Target> several = targets.stream().filter(target -> target.errors.length > 1).toList();
    double[] at = several.stream().mapToDouble(Target::siemens).toArray();
    return new Graph(
        "σ by target",
        sources.axis("target"),
        sources.axis("σ"),
        false,
        List.of(
            new Series(
                "measured",
                Style.POINTS,
                at,
                several.stream().mapToDouble(Target::sigma).toArray()),
            new Series(
                "fitted",
                Style.LINE,
                at,
                Arrays.stream(at).map(g -> at(polynomial, g)).toArray())));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
