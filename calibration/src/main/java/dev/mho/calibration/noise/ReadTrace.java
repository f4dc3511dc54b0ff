package dev.mho.calibration.noise;

import dev.mho.calibration.measurement.Readings;
import dev.mho.calibration.population.FewLevels;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/** One state read again and again. */
final class ReadTrace {
  /** Fewer reads than this say nothing of noise. */
  static final int LEAST = 8;

  private static final double NORMAL_MEDIAN = 1.482602218505602;
  private static final int SEGMENT = 4096;
  private static final int MOST_POINTS = 1500;

  private final String name;
  private final double[] values;
  private final double interval;
  private final double mean;
  private final double whole;
  private final double differences;
  private final double white;
  private final Optional<FewLevels> levels;

  private ReadTrace(String name, double[] values, double interval) {
    this.name = name;
    this.values = values;
    this.interval = interval;
    mean = Arrays.stream(values).average().orElseThrow();
    whole = deviation(values, 0, values.length);
    double[] changes =
        IntStream.range(1, values.length).mapToDouble(i -> values[i] - values[i - 1]).toArray();
    differences = deviation(changes, 0, changes.length) / Math.sqrt(2);
    levels = FewLevels.in(values).filter(few -> few.visits(values) == few.levels().size());
    double robust = NORMAL_MEDIAN * medianOfSizes(changes) / Math.sqrt(2);
    // Digital readings may repeat in more than half of the reads.
    double fast = robust > 0 ? robust : differences;
    white = levels.map(FewLevels::spread).filter(spread -> spread > 0).orElse(fast);
  }

  static ReadTrace of(Readings readings) {
    String name =
        readings.device().isEmpty()
            ? readings.target().isPresent() ? Words.key(readings.target().getAsDouble()) : "state"
            : readings.device()
                + (readings.target().isPresent()
                    ? "_" + Words.key(readings.target().getAsDouble())
                    : "");
    return new ReadTrace(name, readings.siemens(), interval(readings));
  }

  private static double interval(Readings readings) {
    if (!readings.timed()) {
      return Double.NaN;
    }
    double[] seconds = readings.seconds();
    return (seconds[seconds.length - 1] - seconds[0]) / (seconds.length - 1);
  }

  String name() {
    return name;
  }

  int size() {
    return values.length;
  }

  double mean() {
    return mean;
  }

  /** Standard deviation of all reads. */
  double whole() {
    return whole;
  }

  /** Standard deviation of neighbouring differences over √2. */
  double differences() {
    return differences;
  }

  /**
   * Degrees of freedom of {@link #differences} where reads are white: 2(n − 1)²/(3n − 4), since
   * neighbouring differences share a read (von Neumann 1941).
   */
  double freedomOfDifferences() {
    double n = values.length;
    return 2 * (n - 1) * (n - 1) / (3 * n - 4);
  }

  /** The levels at which a device was read one after another, if the trace steps through some. */
  Optional<FewLevels> levels() {
    return levels;
  }

  /**
   * What differs from read to read: the same from the median of their sizes, or the spread within
   * levels.
   */
  double white() {
    return white;
  }

  boolean timed() {
    return interval > 0;
  }

  double seconds() {
    return interval * (values.length - 1);
  }

  /** Median standard deviation over windows of one second. */
  OptionalDouble window() {
    int reads = timed() ? (int) Math.rint(1 / interval) : 0;
    if (reads < LEAST || values.length < 2 * reads) {
      return OptionalDouble.empty();
    }
    double[] windows =
        IntStream.range(0, values.length / reads)
            .mapToDouble(w -> deviation(values, w * reads, (w + 1) * reads))
            .sorted()
            .toArray();
    return OptionalDouble.of(windows[windows.length / 2]);
  }

  /** The frequencies over which {@link #spectrumSlope} is taken. */
  String band() {
    return Words.digits(1 / interval / 2000) + " to " + Words.digits(1 / interval / 8) + " Hz";
  }

  /**
   * Slope of log power against log frequency from a two-thousandth to an eighth of the read rate,
   * by averaged periodograms of 4096 reads under a Hann window (Welch 1967), weighted alike on the
   * logarithmic axis.
   */
  OptionalDouble spectrumSlope() {
    if (!timed() || values.length < SEGMENT) {
      return OptionalDouble.empty();
    }
    double[] power = spectrum();
    SimpleRegression line = new SimpleRegression();
    int from = (int) Math.ceil(SEGMENT / 2000.0);
    int to = SEGMENT / 8;
    double octave = from;
    while (octave < to) {
      double next = Math.min(to, octave * Math.pow(2, 0.25));
      int first = (int) Math.ceil(octave);
      int last = Math.max(first, (int) Math.ceil(next) - 1);
      double sum = 0;
      for (int f = first; f <= last; f++) {
        sum += Math.log(power[f]);
      }
      double centre = Math.log(Math.sqrt((double) first * last));
      line.addData(centre, sum / (last - first + 1));
      octave = last + 1;
    }
    return OptionalDouble.of(line.getSlope());
  }

  private double[] spectrum() {
    FastFourierTransformer fourier = new FastFourierTransformer(DftNormalization.STANDARD);
    double[] power = new double[SEGMENT / 2];
    for (int from = 0; from + SEGMENT <= values.length; from += SEGMENT / 2) {
      double[] part = Arrays.copyOfRange(values, from, from + SEGMENT);
      double level = Arrays.stream(part).average().orElseThrow();
      for (int i = 0; i < SEGMENT; i++) {
        double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / SEGMENT);
        part[i] = (part[i] - level) * hann;
      }
      Complex[] amplitudes = fourier.transform(part, TransformType.FORWARD);
      for (int f = 0; f < power.length; f++) {
        power[f] += Math.pow(amplitudes[f].abs(), 2);
      }
    }
    return power;
  }

  /** Switching between two levels, if there is any; steps through levels are none. */
  Optional<TelegraphTrace> telegraph() {
    return levels.isPresent() ? Optional.empty() : TelegraphTrace.in(values, white, interval);
  }

  Graph graph(Axis conductance) {
    int every = Math.max(1, values.length / MOST_POINTS);
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < values.length; i += every) {
      x.add(timed() ? i * interval : i);
      y.add(values[i]);
    }
    return new Graph(
        "Reads of " + name,
        timed() ? new Axis("time", "s") : Axis.of("read"),
        conductance,
        false,
        List.of(
            new Series(
                "reads",
                Style.POINTS,
                x.stream().mapToDouble(Double::doubleValue).toArray(),
                y.stream().mapToDouble(Double::doubleValue).toArray())));
  }

  private static double deviation(double[] values, int from, int to) {
    double mean = Arrays.stream(values, from, to).average().orElseThrow();
    double squares = Arrays.stream(values, from, to).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / Math.max(1, to - from - 1));
  }

  private static double medianOfSizes(double[] values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
    int half = sizes.length / 2;
    return sizes.length % 2 == 1 ? sizes[half] : (sizes[half - 1] + sizes[half]) / 2;
  }
}
