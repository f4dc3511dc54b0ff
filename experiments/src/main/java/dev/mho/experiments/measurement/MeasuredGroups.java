package dev.mho.experiments.measurement;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.Programmed;
import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.calibration.measurement.Readings;
import dev.mho.calibration.measurement.StepSizes;
import dev.mho.calibration.measurement.Sweep;
import dev.mho.calibration.measurement.Transitions;
import dev.mho.calibration.measurement.ValueUnit;
import dev.mho.experiments.device.SiemensUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What the rows of a measurement come to, one line a group.
 *
 * @param name of the groups
 * @param lines one a group
 */
record MeasuredGroups(String name, List<String> lines) {
  /** The groups of a measurement, by its kind. */
  static MeasuredGroups of(Measurement all) {
    return switch (all.kind()) {
      case PULSE_RESPONSE ->
          new MeasuredGroups(
              "trains",
              Stream.concat(
                      all.trains().stream().map(train -> train(all, train)),
                      all.stepSizes().stream().map(MeasuredGroups::steps))
                  .toList());
      case PROGRAMMING ->
          new MeasuredGroups(
              "devices", all.programmed().stream().map(group -> programmed(all, group)).toList());
      case READ_NOISE, RETENTION ->
          new MeasuredGroups(
              "traces", all.readings().stream().map(trace -> readings(all, trace)).toList());
      case IV ->
          new MeasuredGroups("sweeps", all.sweeps().stream().map(MeasuredGroups::sweep).toList());
      case CONVERTER ->
          new MeasuredGroups(
              "converters", all.transitions().stream().map(MeasuredGroups::transitions).toList());
    };
  }

  private static String train(Measurement all, PulseTrain train) {
    double[] pulses = train.pulses();
    return String.format(
        Locale.ROOT,
        "%s%s, cycle %d: %d readings, pulses %s to %s, %s",
        whose(train.device()),
        train.polarity().name().toLowerCase(Locale.ROOT),
        train.cycle(),
        train.size(),
        SiemensUnit.digits(pulses[0]),
        SiemensUnit.digits(pulses[pulses.length - 1]),
        span(all, train.siemens()));
  }

  private static String steps(StepSizes steps) {
    return whose(steps.device())
        + steps.polarity().name().toLowerCase(Locale.ROOT)
        + ": "
        + steps.steps().length
        + " step sizes";
  }

  private static String readings(Measurement all, Readings trace) {
    double[] seconds = trace.seconds();
    String when =
        trace.timed()
            ? ", "
                + SiemensUnit.digits(seconds[0])
                + " to "
                + SiemensUnit.digits(seconds[seconds.length - 1])
                + " s"
            : ", no times";
    String target =
        trace.target().isPresent() ? ", target " + one(all, trace.target().getAsDouble()) : "";
    String celsius =
        trace.celsius().isPresent()
            ? ", " + SiemensUnit.digits(trace.celsius().getAsDouble()) + " °C"
            : "";
    return whose(trace.device())
        + "cycle "
        + trace.cycle()
        + ": "
        + trace.size()
        + " readings"
        + when
        + target
        + celsius
        + ", "
        + span(all, trace.siemens());
  }

  private static String programmed(Measurement all, Programmed group) {
    long targets = Arrays.stream(group.target()).distinct().count();
    return whose(group.device())
        + group.size()
        + (group.size() == 1 ? " write to " : " writes to ")
        + targets
        + (targets == 1 ? " target, reached " : " targets, reached ")
        + span(all, group.reached());
  }

  private static String sweep(Sweep sweep) {
    Sweep usable = sweep.usable();
    double[] volts = sweep.volts();
    return String.format(
        Locale.ROOT,
        "%scycle %d: %d points, %d usable, %s to %s V",
        whose(sweep.device()),
        sweep.cycle(),
        sweep.size(),
        usable.size(),
        SiemensUnit.digits(Arrays.stream(volts).min().orElseThrow()),
        SiemensUnit.digits(Arrays.stream(volts).max().orElseThrow()));
  }

  private static String transitions(Transitions converter) {
    double[] levels = converter.levels();
    return String.format(
        Locale.ROOT,
        "%s%d transitions, %s to %s %s",
        whose(converter.device()),
        converter.size(),
        SiemensUnit.digits(levels[0]),
        SiemensUnit.digits(levels[levels.length - 1]),
        converter.unit().spelling());
  }

  private static String whose(String device) {
    return device.isEmpty() ? "" : device + ": ";
  }

  private static String span(Measurement all, double[] values) {
    double low = DoubleStream.of(values).min().orElse(Double.NaN);
    double high = DoubleStream.of(values).max().orElse(Double.NaN);
    if (all.valueUnit() == ValueUnit.ARBITRARY) {
      return SiemensUnit.digits(low) + " to " + SiemensUnit.digits(high) + " a.u.";
    }
    SiemensUnit unit = SiemensUnit.upTo(high);
    return unit.text(low) + " to " + unit.text(high) + " " + unit.symbol();
  }

  private static String one(Measurement all, double value) {
    if (all.valueUnit() == ValueUnit.ARBITRARY) {
      return SiemensUnit.digits(value) + " a.u.";
    }
    SiemensUnit unit = SiemensUnit.upTo(value);
    return unit.text(value) + " " + unit.symbol();
  }
}
