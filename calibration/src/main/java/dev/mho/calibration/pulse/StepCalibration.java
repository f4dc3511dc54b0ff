package dev.mho.calibration.pulse;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.StepSizes;
import dev.mho.calibration.noise.VarianceComponents;
import dev.mho.calibration.report.Calibration;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Sources;
import dev.mho.calibration.report.Words;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tables of step sizes, several for each of several devices, become a mean step and two spreads: of
 * devices and of the steps of one device, by components of variance. Without conductances they say
 * nothing of the range, which a device file must already have.
 */
public final class StepCalibration implements Calibration {
  private final Sources sources;
  private final Optional<VarianceComponents> up;
  private final Optional<VarianceComponents> down;

  private StepCalibration(List<Measurement> files) {
    sources = new Sources(files);
    up = components(Polarity.UP);
    down = components(Polarity.DOWN);
  }

  /** Whether files hold tables of steps and no conductances. */
  public static boolean fits(List<Measurement> sources) {
    return sources.stream().allMatch(m -> m.trains().isEmpty() && !m.stepSizes().isEmpty());
  }

  /** Calibrates. */
  public static StepCalibration of(List<Measurement> sources) {
    return new StepCalibration(sources);
  }

  private Optional<VarianceComponents> components(Polarity polarity) {
    List<double[]> groups =
        steps().filter(steps -> steps.polarity() == polarity).map(StepSizes::steps).toList();
    return groups.isEmpty() ? Optional.empty() : Optional.of(VarianceComponents.of(groups));
  }

  private Stream<StepSizes> steps() {
    return sources.stream().flatMap(m -> m.stepSizes().stream());
  }

  @Override
  public Optional<ConductanceRange> range() {
    return Optional.empty();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The spread of the device's steps and of the direction up is that of both.
   */
  @Override
  public void addTo(DeviceModel.Builder device, ConductanceRange range) {
    sources.requireSiemens("steps");
    VarianceComponents rising =
        up.orElseThrow(
            () ->
                BadInputException.at(
                    sources.name(), "steps down alone", "steps up, or of both ways"));
    double mean = rising.mean();
    Optional<CycleToCycle> cycles =
        rising.within() > 0
            ? Optional.of(CycleToCycle.ofStep(rising.within() / mean))
            : Optional.empty();
    Optional<DeviceToDevice> devices =
        rising.between() > 0
            ? Optional.of(DeviceToDevice.ofStep(rising.between() / mean, 0))
            : Optional.empty();
    device.response(
        Optional.of(
            new ConstantStep(
                mean / range.span(),
                down.map(falling -> Math.abs(falling.mean()) / range.span()),
                cycles,
                devices)));
  }

  @Override
  public Report report() {
    List<Parameter> parameters = new ArrayList<>();
    up.ifPresent(parts -> say("up", parts, parameters));
    down.ifPresent(parts -> say("down", parts, parameters));
    List<String> warnings = new ArrayList<>(sources.notices());
    warnings.add(
        "Steps alone do not tell whether they depend on the conductance: they are taken as equal.");
    return new Report(
        "Pulse response: steps alone",
        facts(),
        "Steps of devices and steps of one device differ by the spreads below, which are kept apart.",
        parameters,
        List.of(),
        warnings,
        List.of(graph()));
  }

  private void say(String side, VarianceComponents parts, List<Parameter> parameters) {
    parameters.add(
        Parameter.of(
            "step." + side + ".mean",
            parts.mean(),
            sources.unit(),
            "over " + parts.groups() + " devices"));
    double share = Math.abs(parts.mean());
    parameters.add(
        Parameter.of(
            "cycle_to_cycle." + side,
            parts.within(),
            sources.unit(),
            "standard deviation of the steps of one device, "
                + Words.percent(parts.within() / share)
                + " of the mean"));
    parameters.add(
        Parameter.of(
            "device_to_device." + side,
            parts.between(),
            sources.unit(),
            "standard deviation of devices without what cycles add, "
                + Words.percent(parts.between() / share)
                + " of the mean"));
  }

  private List<String> facts() {
    return sources.facts();
  }

  private Graph graph() {
    List<Series> series = new ArrayList<>();
    for (StepSizes steps : steps().limit(24).toList()) {
      double[] values = steps.steps();
      double[] numbers = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
      series.add(new Series(steps.device(), Style.POINTS, numbers, values));
    }
    return new Graph(
        "Steps by device", Axis.of("measurement"), sources.axis("step"), false, series);
  }
}
