package dev.mho.calibration.pulse;

import dev.mho.calibration.fit.Expression;
import dev.mho.calibration.fit.Precision;
import dev.mho.calibration.fit.ResponseFit;
import dev.mho.calibration.noise.StepNoise;
import dev.mho.calibration.noise.VarianceComponents;
import dev.mho.calibration.population.Census;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Words;
import dev.mho.calibration.selection.Candidate;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Provenance;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a {@link PulseCalibration} found. */
final class PulseReport {
  private static final String RANGE = "of the measured range";
  private static final String OWN_RANGE = "of the device's range";
  private static final double WELL = 1.2;
  private static final double FAIRLY = 2;

  /** A curve as near as this serves whatever the noise is. */
  private static final double CLOSE = 2e-3;

  private static final double MISMATCH = 0.1;
  private static final int MOST_POINTS = 600;

  private final PulseCalibration found;
  private final ResponseFit fit;
  private final Optional<String> obstacle;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Graph> graphs = new ArrayList<>();

  PulseReport(PulseCalibration found) {
    this.found = found;
    this.fit = found.fit();
    this.obstacle = Expression.obstacle(fit);
  }

  Report report() {
    range();
    goodness();
    for (Polarity polarity : Polarity.values()) {
      if (fit.has(polarity)) {
        branch(polarity);
      }
    }
    devices();
    shape();
    obstacle.ifPresent(reason -> warnings.add("No device file can hold this fit: " + reason + "."));
    warnings.addAll(found.sources().notices());
    for (Polarity polarity : Polarity.values()) {
      if (fit.has(polarity)) {
        draw(polarity);
      }
    }
    return new Report(
        "Pulse response: " + fit.family().spelling(),
        facts(),
        verdict(),
        parameters,
        List.of(ranking()),
        warnings,
        graphs);
  }

  private String unit() {
    return found.sources().unit();
  }

  private List<String> facts() {
    List<String> facts = found.sources().facts();
    for (Polarity polarity : Polarity.values()) {
      if (found.data().has(polarity)) {
        facts.add(
            Words.of(polarity)
                + ": "
                + found.data().size(polarity)
                + " readings of the mean of "
                + Words.count(found.trains(polarity), "train"));
      }
    }
    return facts;
  }

  private void range() {
    String unit = unit();
    if (obstacle.isPresent()) {
      parameters.add(
          Parameter.of("range.min", found.data().scale().low(), unit, "smallest mean reading"));
      parameters.add(
          Parameter.of("range.max", found.data().scale().high(), unit, "largest mean reading"));
      return;
    }
    Expression expression = Expression.of(fit);
    String remark =
        found.levels().isPresent()
            ? "of the levels at which readings gather"
            : "of the states that the fitted curves visit, without the noise of readings";
    parameters.add(
        Parameter.of("range.min", found.data().scale().value(expression.low()), unit, remark));
    parameters.add(
        Parameter.of("range.max", found.data().scale().value(expression.high()), unit, remark));
  }

  private void goodness() {
    parameters.add(Parameter.of("response.rmse", fit.rmse(), RANGE, "of the mean trains"));
    parameters.add(Parameter.of("response.r2", fit.r2(), ""));
    if (!Double.isNaN(found.heldOut())) {
      parameters.add(
          Parameter.of(
              "response.held_out_rmse",
              found.heldOut(),
              RANGE,
              "on every other train, or reading of a single one, that was not fitted"));
    }
    if (found.floor() > 0) {
      parameters.add(
          Parameter.of(
              "response.noise_floor", found.floor(), RANGE, "what no smooth curve comes below"));
    }
  }

  private String verdict() {
    double ratio = found.floor() > 0 ? fit.rmse() / found.floor() : Double.NaN;
    String rmse = Words.percent(fit.rmse());
    if (found.levels().isPresent()) {
      return "The device steps between "
          + found.levels().get().levels().size()
          + " levels; the curve, which misses the readings by "
          + rmse
          + " of the range, tells how many pulses lead from one to the next.";
    }
    Optional<String> hidden = hidden();
    if (hidden.isPresent()) {
      return hidden.get();
    }
    if (Double.isNaN(ratio)) {
      return "The curve misses the readings by "
          + rmse
          + " of the range; there are too few readings to say how much of that is noise.";
    }
    if (ratio <= WELL || fit.rmse() < CLOSE) {
      return "Good: the curve follows the readings to "
          + rmse
          + " of the range"
          + (ratio <= WELL ? ", as near as their noise allows." : ".");
    }
    if (ratio <= FAIRLY) {
      return "Usable: the curve misses the readings by "
          + rmse
          + " of the range, "
          + Words.digits(ratio)
          + " times what a smooth curve would; look where the residuals bend.";
    }
    return "Take care: the curve misses the readings by "
        + rmse
        + " of the range, "
        + Words.digits(ratio)
        + " times what a smooth curve would. "
        + (fit.family().spelling().equals("piecewise-step")
            ? "No family of the device file follows this shape."
            : "Try --model piecewise-step, which follows any shape that depends on the state alone.");
  }

  /** A curve whose whole way is less than what readings miss it by, if one is. */
  private Optional<String> hidden() {
    for (Polarity polarity : Polarity.values()) {
      if (fit.has(polarity)) {
        double way = Math.abs(end(polarity) - fit.start(polarity)) / found.data().scale().width();
        if (way < fit.rmse(polarity)) {
          return Optional.of(
              "Take care: pulses "
                  + (polarity == Polarity.UP ? "up" : "down")
                  + " move the curve by "
                  + Words.percent(way)
                  + " of the range in all, and readings miss it by "
                  + Words.percent(fit.rmse(polarity))
                  + ": what a pulse does is hidden in the noise.");
        }
      }
    }
    return Optional.empty();
  }

  private void branch(Polarity polarity) {
    String side = polarity == Polarity.UP ? "up" : "down";
    parameters.add(Parameter.of("response." + side + ".rmse", fit.rmse(polarity), RANGE));
    parameters.add(
        Parameter.of("response." + side + ".start", fit.start(polarity), unit(), "fitted"));
    List<String> limits =
        fit.atLimits().stream().filter(name -> name.startsWith(side + ".")).toList();
    if (!limits.isEmpty()) {
      warnings.add(
          Words.of(polarity)
              + ": "
              + limits.stream().map(name -> name.split("\\.")[1]).collect(Collectors.joining(", "))
              + " ended at a limit of the search. The data do not fix it; the curve is sound, the"
              + " number is not.");
    }
    if (obstacle.isEmpty()) {
      intervals(polarity, side);
    }
    noise(polarity, side);
  }

  private void intervals(Polarity polarity, String side) {
    Precision precision = new Precision(fit, Expression.of(fit));
    for (Precision.Estimate estimate : precision.of(polarity, noiseOfMean(polarity))) {
      String unit = estimate.name().equals("approaches") ? unit() : OWN_RANGE;
      String open = estimate.interval().isPresent() ? "" : "not determined by the data";
      String remark =
          Stream.of(inSiemens(estimate), open)
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining("; "));
      parameters.add(
          new Parameter(
              "response." + side + "." + estimate.name(),
              estimate.value(),
              unitOf(estimate, unit),
              estimate.interval(),
              remark));
    }
  }

  /** A step as a conductance, for those who think in siemens. */
  private String inSiemens(Precision.Estimate estimate) {
    Expression expression = Expression.of(fit);
    double range = (expression.high() - expression.low()) * found.data().scale().width();
    return found.inSiemens() && estimate.name().startsWith("step")
        ? Words.quantity(estimate.value() * range, "S") + " per pulse"
        : "";
  }

  private static String unitOf(Precision.Estimate estimate, String unit) {
    return switch (estimate.name()) {
      case "slope", "exponent", "amplitude", "rate", "label", "share_per_pulse" -> "";
      case "pulses" -> "pulses from end to end";
      case "approaches" -> unit;
      default -> unit + " per pulse";
    };
  }

  /** What misses in the mean of all trains of a direction. */
  private Precision.Noise noiseOfMean(Polarity polarity) {
    int trains = Math.max(1, found.own().trains(polarity));
    StepNoise noise = found.own().noise(polarity);
    double n = found.data().size(polarity);
    double memory = found.choice().memory(polarity);
    double scatter = fit.rmse(polarity) * Math.sqrt(n / Math.max(1, n - fit.parameters(polarity)));
    if (noise.inseparable() || noise.kept() == 0) {
      return new Precision.Noise(scatter * Math.sqrt(memory), 0, n / memory);
    }
    double seen = Math.max(noise.seen() / Math.sqrt(trains), 0);
    // The size of the step noise itself rests on overlapping lags of up to five pulses.
    return new Precision.Noise(seen, noise.kept() / Math.sqrt(trains), n * trains / 10);
  }

  private void noise(Polarity polarity, String side) {
    if (found.own().trains(polarity) == 0) {
      return;
    }
    StepNoise noise = found.own().noise(polarity);
    String place = "noise." + side + ".";
    parameters.add(
        Parameter.of(
            place + "scatter",
            found.own().scatter(polarity),
            RANGE,
            "of readings about their train's own curve: step and reading noise together"));
    if (noise.inseparable()) {
      warnings.add(
          Words.of(polarity)
              + ": with "
              + Words.count(noise.differences(), "pair")
              + " of neighbouring readings the noise of steps cannot be told from that of readings;"
              + " neither goes into the device file.");
      return;
    }
    parameters.add(
        Parameter.of(
            place + "step",
            noise.kept(),
            RANGE + " per pulse",
            "cycle to cycle: kept by the device"));
    parameters.add(
        Parameter.of(
            place + "seen", noise.seen(), RANGE, "write and read noise: gone at the next pulse"));
    parameters.add(
        Parameter.of(
            place + "step_by_neighbours",
            noise.keptNeighbours(),
            RANGE + " per pulse",
            "from covariances of neighbouring differences alone"));
    parameters.add(
        Parameter.of(
            place + "seen_by_neighbours",
            noise.seenNeighbours(),
            RANGE,
            "from covariances of neighbouring differences alone"));
    if (noise.forgotten()) {
      warnings.add(
          Words.of(polarity)
              + ": fluctuations are remembered for some pulses and then forgotten. Neighbouring"
              + " readings alone would give a step noise of "
              + Words.percent(noise.keptShort())
              + " of the range per pulse, which would carry emulated devices off; the device file"
              + " takes it as seen.");
    }
    if (noise.ratesDiffer()) {
      warnings.add(
          Words.of(polarity)
              + ": trains wander apart faster than their neighbouring readings do: something that"
              + " lasts differs from train to train, which the device file does not hold.");
    }
  }

  private void devices() {
    Census census = found.census();
    if (census.size() > 3) {
      double working = census.working().size();
      parameters.add(
          Parameter.of(
              "yield",
              working / census.size(),
              "",
              census.working().size() + " of " + census.size() + " devices"));
    }
    say(census.stuckOn(), "stuck at high conductance");
    say(census.stuckOff(), "stuck at low conductance");
    say(census.stuckBetween(), "stuck between");
    say(census.suspicious(), "suspicious: a single jump makes most of the way");
    for (Polarity polarity : Polarity.values()) {
      found
          .own()
          .components(polarity)
          .filter(parts -> parts.within() > 0)
          .ifPresent(parts -> cycles(polarity, parts));
    }
    found.deviceToDevice().ifPresent(this::devices);
  }

  private void cycles(Polarity polarity, VarianceComponents parts) {
    String side = polarity == Polarity.UP ? "up" : "down";
    parameters.add(
        Parameter.of(
            "cycle_to_cycle." + side + ".step",
            parts.within() / parts.mean(),
            "of the mean step",
            "standard deviation of the mean step over repeated trains of a device"));
  }

  private void devices(DeviceToDevice spread) {
    parameters.add(
        Parameter.of(
            "device_to_device.step",
            spread.step().sigma(),
            "of the mean step",
            "over "
                + found.census().working().size()
                + " devices, without what cycles add; "
                + (spread.step().shape() == dev.mho.device.spread.Spread.Shape.LOG_NORMAL
                    ? "log-normal"
                    : "normal")));
    if (spread.asymmetry() > 0) {
      parameters.add(
          Parameter.of(
              "device_to_device.asymmetry",
              spread.asymmetry(),
              "of the mean step",
              "up against down"));
    }
  }

  private void say(List<String> devices, String what) {
    if (!devices.isEmpty()) {
      warnings.add(
          (devices.size() == 1 ? "Device " : "Devices ")
              + String.join(", ", devices)
              + (devices.size() == 1 ? " is " : " are ")
              + what
              + "; left out of means and spreads.");
    }
  }

  private void shape() {
    found
        .abruptDown()
        .ifPresent(
            change ->
                warnings.add(
                    "Down: "
                        + Words.percent(change.share())
                        + " of the way is made by pulse "
                        + Words.digits(change.afterPulse())
                        + ". Such a reset is abrupt: in effect two levels. No gradual law is fitted;"
                        + " the device is pulsed upward only and reset. Train it by pairs of devices"
                        + " with refresh."));
    found
        .abruptUp()
        .ifPresent(
            change ->
                warnings.add(
                    "Up: "
                        + Words.percent(change.share())
                        + " of the way is made by pulse "
                        + Words.digits(change.afterPulse())
                        + ". Such a set is abrupt; the fitted law describes it badly."));
    if (fit.has(Polarity.UP) && !found.data().has(Polarity.DOWN)) {
      warnings.add(
          "Only pulses upward were measured: the device is one-directional, and its reset is taken"
              + " to lead where the trains began. A single device per weight cannot be trained in"
              + " both directions: use pairs of devices with refresh, or supply trains downward.");
    }
    if (!fit.has(Polarity.UP)) {
      warnings.add("Only pulses downward were measured.");
    }
    found
        .levels()
        .ifPresent(
            levels ->
                warnings.add(
                    "Readings gather at "
                        + levels.levels().size()
                        + " levels ("
                        + levels.levels().stream()
                            .map(level -> Words.quantity(level, unit()))
                            .collect(Collectors.joining(", "))
                        + "), with a spread of "
                        + Words.quantity(levels.spread(), unit())
                        + " within. The device file holds as many states, equally spaced between"
                        + " the lowest and the highest; the measured ones lie up to "
                        + Words.percent(levels.unevenness())
                        + " of the range from those."));
    if (fit.has(Polarity.UP) && fit.has(Polarity.DOWN)) {
      mismatch();
    }
    if (found.choice().candidates().size() > 1
        && !found.choice().bayesian().sameCurve(fit.family())) {
      warnings.add(
          "By the Bayesian criterion "
              + found.choice().bayesian().spelling()
              + " would have been chosen.");
    }
  }

  /** How far the end of one direction lies from the beginning of the other. */
  private void mismatch() {
    double top = end(Polarity.UP) - fit.start(Polarity.DOWN);
    double bottom = end(Polarity.DOWN) - fit.start(Polarity.UP);
    double width = found.data().scale().width();
    if (Math.max(Math.abs(top), Math.abs(bottom)) > MISMATCH * width) {
      warnings.add(
          "The directions do not join: trains up end "
              + Words.percent(top / width)
              + " of the range from where trains down begin, and trains down end "
              + Words.percent(bottom / width)
              + " from where trains up begin. The range covers both.");
    }
  }

  private double end(Polarity polarity) {
    double[] pulses = fit.data().pulses(polarity);
    return fit.curve(polarity, new double[] {pulses[pulses.length - 1]})[0];
  }

  private Report.Table ranking() {
    double best = found.choice().candidates().stream().mapToDouble(Candidate::aic).min().orElse(0);
    List<List<String>> rows = new ArrayList<>();
    for (Candidate candidate : found.choice().candidates()) {
      Set<String> remarks = new LinkedHashSet<>();
      if (candidate == found.choice().chosen()) {
        remarks.add("chosen");
      }
      candidate.tie().ifPresent(tie -> remarks.add("draws the curve of " + tie));
      if (!candidate.fit().atLimits().isEmpty()) {
        remarks.add("at a limit: " + String.join(", ", candidate.fit().atLimits()));
      }
      candidate.obstacle().ifPresent(reason -> remarks.add("not for a device file: " + reason));
      rows.add(
          List.of(
              candidate.fit().family().spelling(),
              Integer.toString(candidate.fit().parameters()),
              Words.digits(candidate.fit().rmse()),
              Words.digits(candidate.aic() - best),
              String.join("; ", remarks)));
    }
    return new Report.Table(
        "Families",
        List.of("family", "parameters", "RMSE (" + RANGE + ")", "AIC above the lowest", "remark"),
        rows);
  }

  private void draw(Polarity polarity) {
    double[] pulses = fit.data().pulses(polarity);
    double[] values = fit.data().values(polarity);
    double[] curve = fit.curve(polarity, pulses);
    Axis value = found.sources().axis(found.inSiemens() ? "conductance" : "value");
    List<Series> series = new ArrayList<>();
    int[] shown = Thinned.to(MOST_POINTS, pulses.length);
    series.add(
        new Series(
            "measured, mean of trains",
            Style.POINTS,
            Thinned.of(pulses, shown),
            Thinned.of(values, shown)));
    closing(polarity, pulses, series, shown);
    series.add(
        new Series(
            fit.family().spelling(),
            Style.LINE,
            Thinned.of(pulses, shown),
            Thinned.of(curve, shown)));
    graphs.add(
        new Graph(
            Words.of(polarity) + ": data, fit and closing test",
            Axis.of("pulses"),
            value,
            false,
            series));
    double[] residuals = fit.residuals(polarity);
    graphs.add(
        new Graph(
            Words.of(polarity) + ": residuals",
            Axis.of("pulses"),
            new Axis("measured − fitted", RANGE),
            false,
            List.of(
                new Series(
                    "residual",
                    Style.POINTS,
                    Thinned.of(pulses, shown),
                    Thinned.of(residuals, shown)),
                new Series(
                    "zero",
                    Style.GUIDE,
                    new double[] {pulses[0], pulses[pulses.length - 1]},
                    new double[2]))));
  }

  /** The fitted device through the same protocol: mean and two standard deviations. */
  private void closing(Polarity polarity, double[] pulses, List<Series> series, int[] shown) {
    if (obstacle.isPresent() || found.own().trains(polarity) == 0) {
      return;
    }
    double siemensPerUnit = found.inSiemens() ? 1 : 1e-6 / found.data().scale().width();
    Optional<DeviceModel> model = model(siemensPerUnit);
    if (model.isEmpty()) {
      return;
    }
    double[] starts = found.own().starts(polarity);
    double offset =
        found.inSiemens() ? 0 : found.data().scale().low() - found.data().scale().width();
    ClosingTest test =
        ClosingTest.of(model.get(), fit.data(), polarity, starts, offset, siemensPerUnit);
    String side = polarity == Polarity.UP ? "up" : "down";
    parameters.add(
        Parameter.of(
            "closing." + side + ".mean",
            test.difference(fit.data(), polarity),
            RANGE,
            "emulated mean against measured, root mean square"));
    parameters.add(
        Parameter.of(
            "closing." + side + ".spread",
            test.spread(fit.data()),
            RANGE,
            "of "
                + test.devices()
                + " emulated devices; that of the measured trains is "
                + Words.digits(found.own().spread(polarity))));
    double[] high = new double[pulses.length];
    double[] low = new double[pulses.length];
    for (int i = 0; i < pulses.length; i++) {
      high[i] = test.mean()[i] + 2 * test.deviation()[i];
      low[i] = test.mean()[i] - 2 * test.deviation()[i];
    }
    double[] at = Thinned.of(pulses, shown);
    series.add(new Series("emulated mean", Style.BACKDROP, at, Thinned.of(test.mean(), shown)));
    series.add(new Series("emulated ± 2σ", Style.GUIDE, at, Thinned.of(high, shown)));
    series.add(new Series("", Style.GUIDE, at, Thinned.of(low, shown)));
  }

  /**
   * The device as its file will have it; of values without a unit, on a range of one microsiemens.
   */
  private Optional<DeviceModel> model(double siemensPerUnit) {
    Provenance provenance = Provenance.of("closing test");
    Expression expression = Expression.of(fit);
    double width = found.data().scale().width() * siemensPerUnit;
    ConductanceRange range =
        found
            .range()
            .orElseGet(
                () ->
                    ConductanceRange.of(
                        width * (1 + expression.low()), width * (1 + expression.high())));
    if (!(range.minSiemens() >= 0)) {
      return Optional.empty();
    }
    DeviceModel.Builder device = DeviceModel.named("closing-test", "fitted", range, provenance);
    device.response(Optional.of(found.response()));
    device.reset(found.reset());
    device.writeNoise(found.seen().map(dev.mho.device.noise.WriteNoise::new));
    return Optional.of(device.build());
  }
}
