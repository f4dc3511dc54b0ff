package dev.mho.calibration.noise;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.Readings;
import dev.mho.calibration.measurement.ValueUnit;
import dev.mho.calibration.population.FewLevels;
import dev.mho.calibration.report.Calibration;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
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
import java.util.ArrayList;
import java.util.Arrays;
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
  private final List<Measurement> sources;
  private final List<ReadTrace> traces;
  private final Optional<FewLevels> levels;

  private ReadNoiseCalibration(List<Measurement> sources) {
    this.sources = List.copyOf(sources);
    List<Readings> readings = sources.stream().flatMap(m -> m.readings().stream()).toList();
    levels =
        FewLevels.in(readings.stream().flatMapToDouble(r -> Arrays.stream(r.siemens())).toArray());
    traces =
        readings.stream()
            .filter(r -> r.size() >= ReadTrace.LEAST)
            .map(ReadTrace::of)
            .sorted(Comparator.comparingDouble(ReadTrace::mean))
            .toList();
    if (traces.isEmpty()) {
      throw BadInputException.at(
          sources.get(0).sourceName(),
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
    boolean siemens = sources.get(0).valueUnit() == ValueUnit.SIEMENS;
    double low = Math.max(0, traces.get(0).mean());
    double high = traces.get(traces.size() - 1).mean();
    return siemens && high > low ? Optional.of(ConductanceRange.of(low, high)) : Optional.empty();
  }

  @Override
  public void addTo(DeviceModel.Builder device, ConductanceRange range) {
    if (sources.get(0).valueUnit() != ValueUnit.SIEMENS) {
      throw BadInputException.at(
          sources.get(0).sourceName(),
          "conductances in a unit of their own",
          "siemens for a device file: let the mapping say unit and scale");
    }
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
    List<String> warnings = new ArrayList<>();
    sources.forEach(source -> warnings.addAll(Words.gathered(source.notices())));
    List<Graph> graphs = new ArrayList<>();
    for (ReadTrace trace : traces) {
      say(trace, parameters, warnings);
    }
    levels.ifPresent(
        few -> {
          for (int i = 0; i < few.levels().size(); i++) {
            parameters.add(Parameter.of("levels." + (i + 1), few.levels().get(i), "S"));
          }
          parameters.add(Parameter.of("levels.spread", few.spread(), "S", "within levels"));
        });
    if (traces.size() > 1) {
      graphs.add(
          new Graph(
              "Read noise by state",
              "conductance (S)",
              "σ (S)",
              false,
              List.of(
                  series("read to read", ReadTrace::white),
                  series("whole trace", ReadTrace::whole))));
    }
    traces.stream().limit(6).forEach(trace -> graphs.add(trace.graph()));
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

  private Series series(String name, java.util.function.ToDoubleFunction<ReadTrace> value) {
    return new Series(
        name,
        Style.POINTS,
        traces.stream().mapToDouble(ReadTrace::mean).toArray(),
        traces.stream().mapToDouble(value).toArray());
  }

  private List<String> facts() {
    List<String> facts = new ArrayList<>();
    sources.forEach(s -> facts.add(s.sourceName() + ": " + s.size() + " rows"));
    facts.add(
        traces.size()
            + (traces.size() == 1 ? " trace of " : " traces of ")
            + traces.get(0).size()
            + (traces.size() == 1 ? " reads" : " reads or so"));
    return facts;
  }

  private String verdict() {
    double largest = traces.stream().mapToDouble(t -> t.whole() / t.white()).max().orElse(1);
    return largest > 1.5
        ? "The noise is not white: over a whole trace it is up to "
            + Words.digits(largest)
            + " times what differs from read to read. The device file has the read-to-read part, and"
            + " telegraph noise where jumps were seen often enough."
        : "The noise is white: it is as large over a whole trace as from read to read.";
  }

  private static void say(ReadTrace trace, List<Parameter> parameters, List<String> warnings) {
    String place = "read." + trace.name() + ".";
    parameters.add(Parameter.of(place + "mean", trace.mean(), "S"));
    parameters.add(
        Parameter.of(
            place + "sigma_whole",
            trace.whole(),
            "S",
            trace.timed()
                ? "over all of " + Words.digits(trace.seconds()) + " s"
                : "over all of " + trace.size() + " reads"));
    parameters.add(
        Parameter.of(
            place + "sigma_differences",
            trace.differences(),
            "S",
            "standard deviation of neighbouring differences over √2"));
    parameters.add(
        Parameter.of(
            place + "sigma_robust",
            trace.white(),
            "S",
            "the same from the median of absolute differences, which jumps do not move"));
    trace
        .window()
        .ifPresent(
            sigma ->
                parameters.add(
                    Parameter.of(
                        place + "sigma_1s", sigma, "S", "median over windows of one second")));
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
                      "S",
                      telegraph.switches() + " switches"));
              if (telegraph.switches() < TelegraphTrace.FOR_DWELLS) {
                warnings.add(
                    "State "
                        + trace.name()
                        + ": a jump of "
                        + Words.digits(telegraph.amplitude())
                        + " S was seen "
                        + telegraph.switches()
                        + (telegraph.switches() == 1 ? " time" : " times")
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
