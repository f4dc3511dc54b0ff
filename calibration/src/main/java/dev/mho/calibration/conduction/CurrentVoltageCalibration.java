package dev.mho.calibration.conduction;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.Sweep;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Interval;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Sources;
import dev.mho.calibration.report.Words;
import dev.mho.device.format.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * How far from Ohm's law a device is read: over the read range of each sweep,
 *
 * <pre>
 * I = G V        I = G₀ V + c₃ V³
 * </pre>
 *
 * by least squares through the origin, over the sizes of voltage and current, since instruments
 * write the current of a negative voltage with either sign. c₃V²/G₀ is the share by which the
 * conductance at V exceeds that at small voltages; sinh(V/V₀) has c₃/G₀ = 1/(6V₀²).
 */
public final class CurrentVoltageCalibration {
  private static final double READ_VOLTS = 0.3;

  private final Sources sources;
  private final List<Fit> fits = new ArrayList<>();

  /** One sweep. */
  private record Fit(
      String name,
      ReadRange range,
      double linear,
      double linearRmse,
      double conductance,
      double cubic,
      double rmse,
      double conductanceHalf,
      double cubicHalf) {

    double current(double volts) {
      return conductance * volts + cubic * volts * volts * volts;
    }

    double farthest() {
      return Arrays.stream(range.volts()).map(Math::abs).max().orElse(0);
    }
  }

  private CurrentVoltageCalibration(List<Measurement> files) {
    sources = new Sources(files);
    for (Measurement source : files) {
      for (Sweep sweep : source.sweeps()) {
        ReadRange range = ReadRange.of(sweep, READ_VOLTS);
        if (range.volts().length >= 4) {
          String name = sweep.device().isEmpty() ? "sweep" : sweep.device();
          fits.add(fit(source.sweeps().size() > 1 ? name + "_" + sweep.cycle() : name, range));
        }
      }
    }
    if (fits.isEmpty()) {
      throw BadInputException.at(
          sources.name(),
          "no ramp of four usable points or more from 0 V",
          "a sweep that begins near 0 V below the compliance");
    }
  }

  /**
   * Calibrates.
   *
   * @throws BadInputException if no sweep has a usable ramp; one line
   */
  public static CurrentVoltageCalibration of(List<Measurement> sources) {
    return new CurrentVoltageCalibration(sources);
  }

  private static Fit fit(String name, ReadRange range) {
    double[] volts = Arrays.stream(range.volts()).map(Math::abs).toArray();
    double[] amperes = Arrays.stream(range.amperes()).map(Math::abs).toArray();
    int n = volts.length;
    double vi = 0;
    double vv = 0;
    double[][] powers = new double[n][];
    for (int i = 0; i < n; i++) {
      vi += volts[i] * amperes[i];
      vv += volts[i] * volts[i];
      powers[i] = new double[] {volts[i], volts[i] * volts[i] * volts[i]};
    }
    double linear = vi / vv;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += Math.pow(amperes[i] - linear * volts[i], 2);
    }
    OLSMultipleLinearRegression cubic = new OLSMultipleLinearRegression();
    cubic.setNoIntercept(true);
    cubic.newSampleData(amperes, powers);
    double[] estimates = cubic.estimateRegressionParameters();
    double[] errors = cubic.estimateRegressionParametersStandardErrors();
    double quantile = new TDistribution(null, n - 2.0).inverseCumulativeProbability(0.975);
    return new Fit(
        name,
        new ReadRange(volts, amperes),
        linear,
        Math.sqrt(squares / n),
        estimates[0],
        estimates[1],
        Math.sqrt(cubic.calculateResidualSumOfSquares() / n),
        quantile * errors[0],
        quantile * errors[1]);
  }

  /** What was found, to be read. */
  public Report report() {
    List<Parameter> parameters = new ArrayList<>();
    List<Graph> graphs = new ArrayList<>();
    List<String> warnings = new ArrayList<>(sources.notices());
    for (Fit fit : fits) {
      String place = "iv." + fit.name + ".";
      parameters.add(
          Parameter.of(
              place + "linear",
              fit.linear,
              "S",
              "I = G V to " + Words.digits(fit.farthest()) + " V"));
      parameters.add(Parameter.of(place + "linear_rmse", fit.linearRmse, "A"));
      parameters.add(
          Parameter.of(
              place + "conductance",
              fit.conductance,
              "S",
              Interval.about(fit.conductance, fit.conductanceHalf)));
      parameters.add(
          Parameter.of(
              place + "cubic", fit.cubic, "A/V³", Interval.about(fit.cubic, fit.cubicHalf)));
      parameters.add(Parameter.of(place + "rmse", fit.rmse, "A"));
    }
    fits.stream().limit(6).forEach(fit -> graphs.add(graph(fit)));
    warnings.add(
        "A device file has no part for the shape of I-V curves; this is for reading alone.");
    return new Report(
        "Current against voltage", facts(), verdict(), parameters, List.of(), warnings, graphs);
  }

  private List<String> facts() {
    List<String> facts = sources.facts();
    facts.add(Words.count(fits.size(), "sweep") + " with a usable ramp from 0 V");
    return facts;
  }

  private String verdict() {
    double most =
        fits.stream()
            .mapToDouble(f -> Math.abs(f.cubic * f.farthest() * f.farthest() / f.conductance))
            .max()
            .orElse(0);
    return "At the end of the read range the conductance differs from that at small voltages by up to "
        + Words.percent(most)
        + ".";
  }

  private static Graph graph(Fit fit) {
    double[] volts = fit.range.volts();
    return new Graph(
        "Sweep " + fit.name,
        new Axis("voltage", "V"),
        new Axis("current", "A"),
        false,
        List.of(
            new Series("measured", Style.POINTS, volts, fit.range.amperes()),
            new Series(
                "G₀V + c₃V³", Style.LINE, volts, Arrays.stream(volts).map(fit::current).toArray()),
            new Series(
                "G V",
                Style.GUIDE,
                volts,
                Arrays.stream(volts).map(v -> fit.linear * v).toArray())));
  }
}
