package dev.mho.calibration.fit;

import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.calibration.noise.Autocorrelation;
import dev.mho.device.response.Polarity;
import java.util.List;

/**
 * How large the steps of one train are, in those of the nominal fit: m in u₍ₙ₊₁₎ = u_n + m s(u_n)
 * from a start of its own.
 *
 * @param multiplier m
 * @param standardError of m, from what the train's readings miss
 * @param start where its curve is at the first pulse of the nominal train, in the measurement's
 *     unit
 * @param residuals what the train's own curve leaves of its readings, in fractions of the measured
 *     range, rising upward
 */
public record OwnStep(double multiplier, double standardError, double start, double[] residuals) {
  private static final double LARGEST = 50;

  /** The multiplier of a train in the direction that it pushes. */
  public static OwnStep of(ResponseFit nominal, PulseTrain train) {
    TrainFit fit = nominal.train(train.polarity()).orElseThrow();
    Trace trace = trace(nominal, train);
    Scaled law = new Scaled(fit.law(), fit.point());
    CurveSearch.Minimum minimum = CurveSearch.lowest(law, trace);
    TrainFit own = new TrainFit(fit.family(), law, minimum.point(), trace, minimum.squares());
    double[] residuals = own.residuals();
    double freedom = Math.max(1, trace.size() - own.point().length);
    double memory = Autocorrelation.time(residuals);
    double seen = Math.sqrt(minimum.squares() / freedom * memory);
    double error = Math.sqrt(Math.max(0, own.covariance(seen, 0).getEntry(0, 0)));
    for (int i = 0; train.polarity() == Polarity.DOWN && i < residuals.length; i++) {
      residuals[i] = -residuals[i];
    }
    int after = Math.max(0, fit.trace().firstPulse() - trace.firstPulse());
    double start = nominal.data().value(train.polarity(), own.walk().at(after));
    return new OwnStep(minimum.point()[0], error, start, residuals);
  }

  /**
   * What nominal steps from the train's own start leave of its readings, root mean square in
   * fractions of the measured range.
   */
  public static double foretold(ResponseFit nominal, PulseTrain train) {
    TrainFit fit = nominal.train(train.polarity()).orElseThrow();
    Trace trace = trace(nominal, train);
    CurveSearch.Minimum minimum = CurveSearch.lowest(new Fixed(fit.law(), fit.point()), trace);
    return Math.sqrt(minimum.squares() / trace.size());
  }

  private static Trace trace(ResponseFit nominal, PulseTrain train) {
    double[] values = train.siemens();
    double[] travelled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      travelled[i] = PulseData.travelled(nominal.data().scale(), train.polarity(), values[i]);
    }
    return Trace.of(train.pulses(), travelled);
  }

  /** A law without parameters. */
  private record Fixed(StepLaw law, double[] theta) implements StepLaw {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public double[] low() {
      return new double[0];
    }

    @Override
    public double[] high() {
      return new double[0];
    }

    @Override
    public List<double[]> starts() {
      return List.of(new double[0]);
    }

    @Override
    public double halt(double[] none) {
      return law.halt(theta);
    }

    @Override
    public double step(double u, double[] none, double[] partials) {
      double[] inner = new double[law.low().length + 1];
      double step = law.step(u, theta, inner);
      partials[0] = inner[law.low().length];
      return step;
    }
  }

  /** A law whose own parameters are fixed, times a multiplier. */
  private record Scaled(StepLaw law, double[] theta) implements StepLaw {
    @Override
    public List<String> names() {
      return List.of("multiplier");
    }

    @Override
    public double[] low() {
      return new double[] {0};
    }

    @Override
    public double[] high() {
      return new double[] {LARGEST};
    }

    @Override
    public List<double[]> starts() {
      return List.of(new double[] {1}, new double[] {0.3}, new double[] {3});
    }

    @Override
    public double halt(double[] multiplier) {
      return law.halt(theta);
    }

    @Override
    public double step(double u, double[] multiplier, double[] partials) {
      double[] inner = new double[law.low().length + 1];
      double step = law.step(u, theta, inner);
      partials[0] = step;
      partials[1] = multiplier[0] * inner[law.low().length];
      return multiplier[0] * step;
    }
  }
}
