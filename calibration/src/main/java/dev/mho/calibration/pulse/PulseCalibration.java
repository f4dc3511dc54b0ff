package dev.mho.calibration.pulse;

import dev.mho.calibration.fit.Expression;
import dev.mho.calibration.fit.Family;
import dev.mho.calibration.fit.NoiseFloor;
import dev.mho.calibration.fit.PulseData;
import dev.mho.calibration.fit.ResponseFit;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.calibration.noise.StepNoise;
import dev.mho.calibration.population.Census;
import dev.mho.calibration.population.FewLevels;
import dev.mho.calibration.report.Calibration;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Sources;
import dev.mho.calibration.selection.ModelChoice;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.WriteNoise;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Trains of pulses become a response: stuck devices are set aside, each direction is fitted on its
 * own, a family is chosen, single trains tell what devices, cycles, pulses and readings add, and
 * the fitted device goes through the measured protocol again.
 */
public final class PulseCalibration implements Calibration {
  private final Sources sources;
  private final Census census;
  private final List<PulseTrain> working;
  private final PulseData data;
  private final Optional<AbruptChange> abruptDown;
  private final Optional<AbruptChange> abruptUp;
  private final Optional<FewLevels> levels;
  private final ModelChoice choice;
  private final ResponseFit fit;
  private final OwnSteps own;
  private final double heldOut;
  private final double floor;

  private PulseCalibration(List<Measurement> files, Optional<Family> family) {
    sources = new Sources(files);
    List<PulseTrain> trains = sources.stream().flatMap(m -> m.trains().stream()).toList();
    census = Census.of(trains);
    working = trains.stream().filter(train -> census.working().contains(train.device())).toList();
    Direction.require(working);
    data = PulseData.of(working);
    abruptDown = AbruptChange.in(data, Polarity.DOWN);
    abruptUp = AbruptChange.in(data, Polarity.UP);
    // A train of equal steps passes as many levels as it has pulses.
    int longest = working.stream().mapToInt(PulseTrain::size).max().orElse(0);
    levels = FewLevels.in(values(working), longest / 3);
    PulseData fitted = abruptDown.isPresent() && data.has(Polarity.UP) ? upOnly() : data;
    choice =
        family
            .map(named -> ModelChoice.among(List.of(ResponseFit.of(named, fitted))))
            .orElseGet(() -> ModelChoice.among(fitted));
    fit =
        levels
            .map(few -> choice.chosen().fit().between(few.lowest(), few.highest()))
            .orElse(choice.chosen().fit());
    own = new OwnSteps(fit, working);
    heldOut = HeldOut.rmse(fit.family(), working, fitted.scale());
    floor = NoiseFloor.of(fitted);
  }

  /**
   * Calibrates from files that were measured on the same devices.
   *
   * @param family what to fit; empty: whatever describes the data best
   * @throws BadInputException if they hold no train of pulses, or mix units; one line
   */
  public static PulseCalibration of(List<Measurement> sources, Optional<Family> family) {
    if (sources.stream().map(Measurement::valueUnit).distinct().count() > 1) {
      throw BadInputException.at(
          "files", "some in siemens and some in a unit of their own", "one unit for all");
    }
    return new PulseCalibration(sources, family);
  }

  private PulseData upOnly() {
    return PulseData.of(working(Polarity.UP).toList(), data.scale());
  }

  private Stream<PulseTrain> working(Polarity polarity) {
    return working.stream().filter(train -> train.polarity() == polarity);
  }

  private static double[] values(List<PulseTrain> trains) {
    return trains.stream().flatMapToDouble(train -> DoubleStream.of(train.siemens())).toArray();
  }

  boolean inSiemens() {
    return sources.inSiemens();
  }

  Sources sources() {
    return sources;
  }

  Census census() {
    return census;
  }

  /** All trains of working devices, in both directions. */
  PulseData data() {
    return data;
  }

  /** Number of trains of working devices in a direction. */
  long trains(Polarity polarity) {
    return working(polarity).count();
  }

  Optional<AbruptChange> abruptDown() {
    return abruptDown;
  }

  Optional<AbruptChange> abruptUp() {
    return abruptUp;
  }

  Optional<FewLevels> levels() {
    return levels;
  }

  ModelChoice choice() {
    return choice;
  }

  /** The chosen fit. */
  public ResponseFit fit() {
    return fit;
  }

  OwnSteps own() {
    return own;
  }

  double heldOut() {
    return heldOut;
  }

  double floor() {
    return floor;
  }

  @Override
  public Report report() {
    return new PulseReport(this).report();
  }

  @Override
  public Optional<ConductanceRange> range() {
    return inSiemens() && Expression.obstacle(fit).isEmpty()
        ? Optional.of(withLevels(Expression.of(fit).range(1)))
        : Optional.empty();
  }

  private ConductanceRange withLevels(ConductanceRange range) {
    return levels
        .map(
            few ->
                new ConductanceRange(
                    range.minSiemens(),
                    range.maxSiemens(),
                    range.minSpread(),
                    range.maxSpread(),
                    Optional.of(few.levels().size())))
        .orElse(range);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The response refers to the range that was measured with it, which replaces the given one.
   */
  @Override
  public void addTo(DeviceModel.Builder device, ConductanceRange given) {
    sources.requireSiemens("conductances");
    device.conductance(range().orElse(given));
    device.response(Optional.of(response()));
    device.reset(reset());
    device.writeNoise(seen().map(WriteNoise::new));
    if (census.size() > 3) {
      double n = census.size();
      device.faults(
          Optional.of(
              new Faults(
                  census.stuckOff().size() / n,
                  census.stuckOn().size() / n,
                  census.stuckBetween().size() / n)));
    }
  }

  /** The response with its spreads. */
  PulseResponse response() {
    PulseResponse mean = Expression.of(fit).response();
    return Spreads.of(mean, cycleToCycle(), deviceToDevice());
  }

  Optional<DeviceToDevice> deviceToDevice() {
    return own.deviceToDevice().filter(d -> d.step().isPresent() || d.asymmetry() > 0);
  }

  /** What a pulse adds and the device keeps, in fractions of the device's range. */
  Optional<CycleToCycle> cycleToCycle() {
    double kept = rms(Stream.of(Polarity.values()).map(this::separable).toList(), true);
    return kept > 0 ? Optional.of(CycleToCycle.ofRange(kept / width())) : Optional.empty();
  }

  /** What a reading after a pulse misses, in fractions of the device's range. */
  Optional<Double> seen() {
    // Within a level there is nothing else to see.
    double seen =
        levels
            .map(few -> few.spread() / fit.data().scale().width())
            .orElseGet(
                () -> rms(Stream.of(Polarity.values()).map(this::separable).toList(), false));
    return seen > 0 ? Optional.of(Math.min(10, seen / width())) : Optional.empty();
  }

  private Optional<StepNoise> separable(Polarity polarity) {
    return own.trains(polarity) == 0
        ? Optional.empty()
        : Optional.of(own.noise(polarity)).filter(noise -> !noise.inseparable());
  }

  private static double rms(List<Optional<StepNoise>> noises, boolean kept) {
    double[] squares =
        noises.stream()
            .flatMap(Optional::stream)
            .mapToDouble(noise -> Math.pow(kept ? noise.kept() : noise.seen(), 2))
            .toArray();
    return Math.sqrt(Arrays.stream(squares).average().orElse(0));
  }

  private double width() {
    Expression expression = Expression.of(fit);
    return expression.high() - expression.low();
  }

  /**
   * What brings a one-directional device down: an abrupt change that was seen, or the states from
   * which trains up began, to which something must have brought the device.
   */
  Optional<AbruptReset> reset() {
    if (fit.has(Polarity.DOWN)) {
      return Optional.empty();
    }
    Expression expression = Expression.of(fit);
    double to = normalised(expression, starts().average().orElseThrow());
    double spread = deviation(starts().toArray()) / fit.data().scale().width() / width();
    if (abruptDown.isPresent()) {
      to = normalised(expression, abruptDown.get().level());
      spread = abruptDown.get().spread() / fit.data().scale().width() / width();
    }
    return Optional.of(
        new AbruptReset(Math.max(0, Math.min(1, to)), 0, Math.max(0, Math.min(1, spread))));
  }

  private double normalised(Expression expression, double value) {
    double y = fit.data().scale().normalised(value);
    return (y - expression.low()) / width();
  }

  private DoubleStream starts() {
    return working(Polarity.UP).mapToDouble(train -> train.siemens()[0]);
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }
}
