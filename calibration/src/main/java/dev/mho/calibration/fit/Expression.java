package dev.mho.calibration.fit;

import dev.mho.device.ConductanceRange;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CumulativeExponential;
import dev.mho.device.response.ExponentialStep;
import dev.mho.device.response.LinearStep;
import dev.mho.device.response.PiecewiseStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PowerStep;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.SoftBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A fit as mho's own response and range. Where a family has bounds of its own they are the range;
 * otherwise, where readings gather at few levels, it runs from the lowest to the highest of these;
 * otherwise it is what the fitted curves visited, since what readings show beyond is noise and no
 * state. With u = o + w t and t the distance travelled in the range, w wide,
 *
 * <pre>
 * s(t) = s_u(o + w t)/w
 * </pre>
 */
public final class Expression {
  /** How far beyond the visited stretch, in units of it, a bound still counts as measured. */
  private static final double FARTHEST_BOUND = 0.5;

  /** How far outside the range, in its widths, a curve may begin. */
  private static final double OUTSIDE = 0.03;

  private static final double STEEPEST_LABEL = 10;
  private static final double STRAIGHT = 1e-6;

  /** Normalised conductance at which soft bounds give their step: the middle of the range. */
  private static final double PIVOT = 0.5;

  private final ResponseFit fit;
  private final double low;
  private final double high;

  private Expression(ResponseFit fit) {
    this.fit = fit;
    double bottom = Double.POSITIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (Polarity polarity : Polarity.values()) {
      if (fit.has(polarity)) {
        double[] visited = visited(polarity);
        bottom = Math.min(bottom, visited[0]);
        top = Math.max(top, visited[1]);
      }
    }
    if (fit.family() == Family.PIECEWISE) {
      bottom = 0;
      top = 1;
    }
    if (fit.ends().isPresent() && !hasBounds()) {
      low = fit.ends().get().low();
      high = fit.ends().get().high();
      return;
    }
    this.low = fit.has(Polarity.DOWN) ? 1 - bound(Polarity.DOWN).orElse(1 - bottom) : bottom;
    this.high = fit.has(Polarity.UP) ? bound(Polarity.UP).orElse(top) : top;
    requireWithin(bottom, top);
  }

  /** Whether the steps of the family, as the device file has it, refer to bounds. */
  private boolean hasBounds() {
    return switch (fit.family()) {
      case SOFT_BOUNDS, SOFT_BOUNDS_OF_RANGE, POWER, POWER_OF_RANGE, PIECEWISE -> true;
      case CONSTANT, LINEAR, CUMULATIVE, CUMULATIVE_OF_ENDS, EXPONENTIAL -> false;
    };
  }

  /**
   * A curve that begins where the other direction's bound does not let a device be is no device.
   */
  private void requireWithin(double bottom, double top) {
    if (!(low < high)) {
      throw BadInputException.at(
          fit.family().spelling(), "a curve without a range", "bounds that differ");
    }
    double beyond = Math.max(low - bottom, top - high) / (high - low);
    if (!(beyond < OUTSIDE)) {
      throw BadInputException.at(
          fit.family().spelling(),
          String.format(
              Locale.ROOT, "a curve that begins %.2g of the range beyond its bounds", beyond),
          "at most " + OUTSIDE);
    }
  }

  /**
   * Expresses a fit.
   *
   * @throws BadInputException if the family of the device file does not reach so far; one line
   */
  public static Expression of(ResponseFit fit) {
    if (!fit.has(Polarity.UP)) {
      throw BadInputException.at(
          "pulse trains",
          "trains down alone",
          "trains up, with or without trains down: a device is raised by pulses");
    }
    Expression expression = new Expression(fit);
    expression.response();
    return expression;
  }

  /** Why a fit cannot be expressed; empty if it can. */
  public static Optional<String> obstacle(ResponseFit fit) {
    try {
      of(fit);
      return Optional.empty();
    } catch (BadInputException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** y of the lower end of the range. */
  public double low() {
    return low;
  }

  /** y of the upper end of the range. */
  public double high() {
    return high;
  }

  /**
   * The range in siemens, of measured values in siemens times {@code siemensPerUnit}.
   *
   * @throws BadInputException if it would reach below zero by more than a twentieth of its width
   */
  public ConductanceRange range(double siemensPerUnit) {
    double from = fit.data().scale().value(low) * siemensPerUnit;
    double to = fit.data().scale().value(high) * siemensPerUnit;
    if (from < -0.05 * (to - from)) {
      throw BadInputException.at(
          "conductance", from + " S at the lower end", "conductances that are not negative");
    }
    return ConductanceRange.of(Math.max(0, from), to);
  }

  private double width() {
    return high - low;
  }

  /** u at the beginning of the range in a direction. */
  private double origin(Polarity polarity) {
    return polarity == Polarity.UP ? low : 1 - high;
  }

  /** Mean step at a distance t travelled in the range, fractions of it per pulse. */
  double step(Polarity polarity, TrainFit train, double travelled) {
    return train.step(origin(polarity) + travelled * width()) / width();
  }

  /** y at the lower and upper end of a fitted curve. */
  private double[] visited(Polarity polarity) {
    TrainFit train = fit.train(polarity).orElseThrow();
    Walk walk = train.walk();
    int pulses = train.trace().length();
    double first = walk.at(0);
    double last = walk.at(pulses);
    return polarity == Polarity.UP
        ? new double[] {Math.min(first, last), Math.max(first, last)}
        : new double[] {1 - Math.max(first, last), 1 - Math.min(first, last)};
  }

  /** u of the bound that the fitted family has in a direction. */
  private Optional<Double> bound(Polarity polarity) {
    TrainFit train = fit.train(polarity).orElseThrow();
    return switch (fit.family()) {
      case SOFT_BOUNDS -> Optional.of(near(polarity, train, softBound(train)));
      case SOFT_BOUNDS_OF_RANGE, POWER_OF_RANGE -> Optional.of(1.0);
      case POWER ->
          Optional.of(near(polarity, train, ((PowerLaw) train.law()).bound(train.point())));
      default -> halts(train) ? Optional.of(train.law().halt(train.point())) : Optional.empty();
    };
  }

  private static boolean halts(TrainFit train) {
    return train.walk().at(train.trace().length()) >= train.law().halt(train.point());
  }

  private static double softBound(TrainFit train) {
    double[] line = ((AffineLaw) train.law()).line(train.point());
    return line[1] < 0 ? -line[0] / line[1] : Double.POSITIVE_INFINITY;
  }

  private double near(Polarity polarity, TrainFit train, double bound) {
    Span span = Span.of(train.trace());
    if (bound - span.to() > FARTHEST_BOUND * span.width()) {
      throw BadInputException.at(
          fit.family().spelling() + " " + name(polarity),
          "a bound "
              + (Double.isInfinite(bound)
                  ? "at infinity"
                  : String.format(
                      Locale.ROOT,
                      "%.3g times the visited range beyond its end",
                      (bound - span.to()) / span.width())),
          "a train that nears its bound; linear-step draws the same curve");
    }
    return bound;
  }

  private static String name(Polarity polarity) {
    return polarity == Polarity.UP ? "up" : "down";
  }

  /** The response in the range, without spreads. */
  public PulseResponse response() {
    double[] up = numbers(Polarity.UP);
    Optional<double[]> down =
        fit.has(Polarity.DOWN) ? Optional.of(numbers(Polarity.DOWN)) : Optional.empty();
    return switch (fit.family()) {
      case CONSTANT ->
          new ConstantStep(up[0], down.map(d -> d[0]), Optional.empty(), Optional.empty());
      case SOFT_BOUNDS, SOFT_BOUNDS_OF_RANGE ->
          new SoftBounds(up[0], down.map(d -> d[0]), PIVOT, Optional.empty(), Optional.empty());
      case LINEAR ->
          new LinearStep(
              linear(up), down.map(Expression::linear), Optional.empty(), Optional.empty());
      case CUMULATIVE, CUMULATIVE_OF_ENDS ->
          new CumulativeExponential(
              cumulative(up), down.map(Expression::cumulative), Optional.empty(), Optional.empty());
      case POWER, POWER_OF_RANGE ->
          new PowerStep(power(up), down.map(Expression::power), Optional.empty(), Optional.empty());
      case EXPONENTIAL ->
          new ExponentialStep(
              exponential(up),
              down.map(Expression::exponential),
              Optional.empty(),
              Optional.empty());
      case PIECEWISE ->
          new PiecewiseStep(
              nodes(up, Polarity.UP),
              down.map(d -> nodes(d, Polarity.DOWN)),
              Optional.empty(),
              Optional.empty());
    };
  }

  /** Names of {@link #numbers}, as the device file spells them. */
  List<String> names() {
    return switch (fit.family()) {
      case CONSTANT, SOFT_BOUNDS, SOFT_BOUNDS_OF_RANGE -> List.of("step");
      case LINEAR -> List.of("step", "slope");
      case CUMULATIVE, CUMULATIVE_OF_ENDS -> List.of("label", "pulses");
      case POWER, POWER_OF_RANGE -> List.of("step", "exponent");
      case EXPONENTIAL -> List.of("step", "amplitude", "rate");
      case PIECEWISE -> IntStream.range(0, Family.PIECES).mapToObj(k -> "node_" + k).toList();
    };
  }

  private double[] numbers(Polarity polarity) {
    return numbers(polarity, fit.train(polarity).orElseThrow());
  }

  /** What the device file says of a direction, for a fit that need not be the one expressed. */
  double[] numbers(Polarity polarity, TrainFit train) {
    double origin = origin(polarity);
    return switch (fit.family()) {
      case CONSTANT -> new double[] {train.point()[0] / width()};
      case SOFT_BOUNDS, SOFT_BOUNDS_OF_RANGE ->
          new double[] {train.step(origin + PIVOT * width()) / width()};
      case LINEAR -> {
        double[] line = line(train, origin);
        yield new double[] {line[0], -line[1] / line[0]};
      }
      case CUMULATIVE, CUMULATIVE_OF_ENDS -> label(polarity, line(train, origin));
      case POWER, POWER_OF_RANGE ->
          new double[] {train.step(origin) / width(), exponent(polarity, train.point()[1])};
      case EXPONENTIAL -> {
        double[] amplitudes = ((ExponentialLaw) train.law()).amplitudes(train.point());
        yield new double[] {
          amplitudes[0] / width(),
          amplitudes[1] * Math.exp(amplitudes[2] * origin),
          amplitudes[2] * width()
        };
      }
      case PIECEWISE -> Arrays.copyOf(train.point(), Family.PIECES);
    };
  }

  /** s(t) at t = 0 and its slope. */
  private double[] line(TrainFit train, double origin) {
    double[] line =
        train.law() instanceof AffineLaw affine
            ? affine.line(train.point())
            : ((UnitCurveLaw) train.law()).line(train.point());
    return new double[] {(line[0] + line[1] * origin) / width(), line[1]};
  }

  /** s(t) = Δγ (1/γ − t) is NeuroSim's with 1/(1 − e^(−1/a)) = 1/γ and 1 − e^(−1/(aP)) = Δγ. */
  private double[] label(Polarity polarity, double[] line) {
    double bend = -line[1] / line[0];
    if (!(bend < 1)) {
      throw BadInputException.at(
          "cumulative-exponential " + name(polarity),
          "a curve that comes to its end within the range",
          "one that runs through the range; linear-step draws the same curve");
    }
    if (Math.abs(bend) < STRAIGHT) {
      return new double[] {0, 1 / line[0]};
    }
    double a = -1 / Math.log1p(-bend);
    double label = polarity.sign() * CumulativeExponential.labelOfShape(a);
    if (Math.abs(label) > STEEPEST_LABEL) {
      throw BadInputException.at(
          "cumulative-exponential " + name(polarity), "label " + label, "-10 to 10");
    }
    return new double[] {label, -1 / (a * Math.log1p(line[1]))};
  }

  private double exponent(Polarity polarity, double exponent) {
    if (exponent < 0) {
      throw BadInputException.at(
          fit.family().spelling() + " " + name(polarity),
          "an exponent of " + exponent + ", steps that grow without end towards the bound",
          "an exponent of at least 0; exponential-step lets steps grow");
    }
    return exponent;
  }

  private static LinearStep.Branch linear(double[] numbers) {
    return new LinearStep.Branch(numbers[0], numbers[1]);
  }

  private static CumulativeExponential.Branch cumulative(double[] numbers) {
    return new CumulativeExponential.Branch(numbers[0], (int) Math.max(1, Math.rint(numbers[1])));
  }

  private static PowerStep.Branch power(double[] numbers) {
    return new PowerStep.Branch(numbers[0], numbers[1]);
  }

  private static ExponentialStep.Branch exponential(double[] numbers) {
    return new ExponentialStep.Branch(numbers[0], numbers[1], numbers[2]);
  }

  /** Lowest conductance first in both directions. */
  private static List<Double> nodes(double[] numbers, Polarity polarity) {
    List<Double> steps = new ArrayList<>(Arrays.stream(numbers).boxed().toList());
    if (polarity == Polarity.DOWN) {
      Collections.reverse(steps);
    }
    return steps;
  }
}
