package dev.mho.calibration.noise;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.population.FewLevels;
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
import dev.mho.device.curve.Interpolation;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.noise.StateReadNoise;
import dev.mho.device.noise.TelegraphNoise;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.spread.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Repeated reads of states that nobody moves become read noise and telegraph noise. A standard
 * deviation of reads has no meaning without the time over which they were taken, since real noise
 * grows with it: the device file takes what differs from one read to the next (white), telegraph
 * jumps go apart, and what is slower is said.
 */
public final class ReadNoiseCalibration implements Calibration {
  private final Sources sources;
  private final List<ReadTrace> traces;

  private ReadNoiseCalibration(List<Measurement> files) {
    sources = new Sources(files);
    traces =
        sources.stream()
            .flatMap(m -> m.readings().stream())
            .filter(r -> r.size() >= ReadTrace.LEAST)
            .map(ReadTrace::of)
            .sorted(Comparator.comparingDouble(ReadTrace::mean))
            .toList();
    if (traces.isEmpty()) {
      throw BadInputException.at(
          sources.name(),
          "no state that was read " + ReadTrace.LEAST + " times or more",
          "repeated reads of one state");
    }
  }

  /**
   * Calibrates.
   *
   * @throws BadInputException if no state was read often enough; one line
   */
  public static ReadNoiseCalibration of(List<Measurement> sources) {
    return new ReadNoiseCalibration(sources);
  }

  @Override
  public Optional<ConductanceRange> range() {
    if (!sources.inSiemens()) {
      return Optional.empty();
    }
    Optional<FewLevels> levels = levels();
    double low = Math.max(0, levels.map(FewLevels::lowest).orElse(traces.get(0).mean()));
    double high = levels.map(FewLevels::highest).orElse(traces.get(traces.size() - 1).mean());
    return high > low
        ? Optional.of(
            new ConductanceRange(
                low, high, Spread.none(), Spread.none(), levels.map(few -> few.levels().size())))
        : Optional.empty();
  }

  /** The levels through which a single trace steps. */
  private Optional<FewLevels> levels() {
    return traces.size() == 1 ? traces.get(0).levels() : Optional.empty();
  }

  @Override
  public void addTo(DeviceModel.Builder device, ConductanceRange range) {
    sources.requireSiemens("conductances");
    device.readNoise(Optional.of(readNoise(range)));
    device.telegraph(telegraph(range));
  }

  /** White noise of one size with a single state; a table against the state with several. */
  private ReadNoise readNoise(ConductanceRange range) {
    List<ReadTrace> distinct = new ArrayList<>();
    for (ReadTrace trace : traces) {
      boolean apart =
          distinct.isEmpty()
              || trace.mean()
                  > distinct.get(distinct.size() - 1).mean() + 1e-6 * range.maxSiemens();
      if (apart) {
        distinct.add(trace);
      }
    }
    if (distinct.size() < 2) {
      return new WhiteReadNoise(distinct.get(0).white() / range.maxSiemens(), 0);
    }
    return new StateReadNoise(
        new Interpolation(
            distinct.stream().map(t -> t.mean() / range.maxSiemens()).toList(),
            distinct.stream().map(t -> t.white() / range.maxSiemens()).toList()));
  }

  private Optional<TelegraphNoise> telegraph(ConductanceRange range) {
    List<TelegraphTrace> switching =
        traces.stream().flatMap(trace -> trace.telegraph().stream()).toList();
    List<TelegraphTrace> dwelling =
        switching.stream().filter(t -> t.switches() >= TelegraphTrace.FOR_DWELLS).toList();
    if (dwelling.isEmpty() || !traces.get(0).timed()) {
      return Optional.empty();
    }
    double amplitude = dwelling.stream().mapToDouble(TelegraphTrace::amplitude).average().orElse(0);
    double high = dwelling.stream().mapToDouble(TelegraphTrace::highSeconds).average().orElse(0);
    double low = dwelling.stream().mapToDouble(TelegraphTrace::lowSeconds).average().orElse(0);
    return Optional.of(
        new TelegraphNoise(
            Curve.constant(amplitude / range.maxSiemens()),
            high,
            low,
            (double) dwelling.size() / traces.size()));
  }

  @Override
  public Report report() {
    List<Parameter> parameters = new ArrayList<>();
    List<String> warnings = new ArrayList<>(sources.notices());
    List<Graph> graphs = new ArrayList<>();
    for (ReadTrace trace : traces) {
      say(trace, parameters, warnings);
    }
    levels().ifPresent(few -> say(few, parameters, warnings));
    if (traces.size() > 1) {
      graphs.add(
          new Graph(
              "Read noise by state",
              sources.axis("conductance"),
              sources.axis("σ"),
              false,
              List.of(
                  series("read to read", ReadTrace::white),
                  series("whole trace", ReadTrace::whole))));
    }
    traces.stream().limit(6).forEach(trace -> graphs.add(trace.graph(sources.axis("conductance"))));
    if (traces.size() < 3) {
      warnings.add(
          "Fewer than three states were read: how the noise depends on the conductance is not"
              + " known.");
    } else if (sources.stream().mapToInt(m -> m.devices().size()).sum() >= traces.size()) {
      warnings.add(
          "Each state was read on a device of its own: what looks like a dependence on the"
              + " conductance may be the difference of devices.");
    }
    return new Report("Read noise", facts(), verdict(), parameters, List.of(), warnings, graphs);
  }

  private void say(FewLevels few, List<Parameter> parameters, List<String> warnings) {
    for (int i = 0; i < few.levels().size(); i++) {
      parameters.add(Parameter.of("levels." + (i + 1), few.levels().get(i), sources.unit()));
    }
    parameters.add(Parameter.of("levels.spread", few.spread(), sources.unit(), "within levels"));
    warnings.add(
        "The reads step through "
            + few.levels().size()
            + " levels. A new device file holds as many states, equally spaced between the lowest"
            + " and the highest; the measured ones lie up to "
            + Words.percent(few.unevenness())
            + " of the range from those.");
  }

  private Series series(String name, java.util.function.ToDoubleFunction<ReadTrace> value) {
    return new Series(
        name,
        Style.POINTS,
        traces.stream().mapToDouble(ReadTrace::mean).toArray(),
        traces.stream().mapToDouble(value).toArray());
  }

  private List<String> facts() {
    List<String> facts = sources.facts();
    facts.add(
        Words.count(traces.size(), "trace")
            + " of "
            + traces.get(0).size()
            + (traces.size() == 1 ? " reads" : " reads or so"));
    return facts;
  }

  private String verdict() {
    if (levels().isPresent()) {
      return "Reads within a level differ by "
          + Words.quantity(levels().get().spread(), sources.unit())
          + "; the device file takes that as read noise.";
    }
    double largest = traces.stream().mapToDouble(t -> t.whole() / t.white()).max().orElse(1);
    return largest > 1.5
        ? "The noise is not white: over a whole trace it is up to "
            + Words.digits(largest)
            + " times what differs from read to read. The device file has the read-to-read part, and"
            + " telegraph noise where jumps were seen often enough."
        : "The noise is white: it is as large over a whole trace as from read to read.";
  }

  private void say(ReadTrace trace, List<Parameter> parameters, List<String> warnings) {
    String place = "read." + trace.name() + ".";
    parameters.add(Parameter.of(place + "mean", trace.mean(), sources.unit()));
    parameters.add(
        Parameter.of(
            place + "sigma_whole",
            trace.whole(),
            sources.unit(),
            trace.timed()
                ? "over all of " + Words.digits(trace.seconds()) + " s"
                : "over all of " + trace.size() + " reads"));
    if (trace.levels().isEmpty()) {
      parameters.add(
          Parameter.of(
                  place + "sigma_differences",
                  trace.differences(),
                  sources.unit(),
                  Interval.ofDeviation(trace.differences(), trace.freedomOfDifferences()))
              .noting("standard deviation of neighbouring differences over √2"));
    }
    parameters.add(
        Parameter.of(
            place + "sigma_robust",
            trace.white(),
            sources.unit(),
            trace.levels().isPresent()
                ? "within levels"
                : "the same from the median of absolute differences, which jumps do not move"));
    trace
        .window()
        .ifPresent(
            sigma ->
                parameters.add(
                    Parameter.of(
                        place + "sigma_1s",
                        sigma,
                        sources.unit(),
                        "median over windows of one second")));
    trace
        .spectrumSlope()
        .ifPresent(
            slope ->
                parameters.add(
                    Parameter.of(
                        place + "spectrum_slope",
                        slope,
                        "",
                        "of log power against log frequency, "
                            + trace.band()
                            + "; 0 is white, −1 is 1/f")));
    trace
        .telegraph()
        .ifPresent(
            telegraph -> {
              parameters.add(
                  Parameter.of(
                      place + "telegraph_amplitude",
                      telegraph.amplitude(),
                      sources.unit(),
                      telegraph.switches() + " switches"));
              if (telegraph.switches() < TelegraphTrace.FOR_DWELLS) {
                warnings.add(
                    "State "
                        + trace.name()
                        + ": a jump of "
                        + Words.quantity(telegraph.amplitude(), sources.unit())
                        + " was seen "
                        + Words.count(telegraph.switches(), "time")
                        + "; that is too seldom for dwell times, and it is left out of the device"
                        + " file.");
              } else if (trace.timed()) {
                parameters.add(
                    Parameter.of(place + "telegraph_high_seconds", telegraph.highSeconds(), "s"));
                parameters.add(
                    Parameter.of(place + "telegraph_low_seconds", telegraph.lowSeconds(), "s"));
              }
            });
  }
}
