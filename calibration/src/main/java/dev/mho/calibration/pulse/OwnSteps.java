package dev.mho.calibration.pulse;

import dev.mho.calibration.fit.OwnStep;
import dev.mho.calibration.fit.ResponseFit;
import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.calibration.noise.StepNoise;
import dev.mho.calibration.noise.VarianceComponents;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import dev.mho.device.spread.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How single trains differ from the nominal fit: each by a multiplier of the step and a start of
 * its own. The multipliers' variance is split into devices and cycles; what the curves leave is the
 * noise of pulses and readings.
 */
final class OwnSteps {
  private static final int LEAST_DEVICES = 3;
  private static final int LEAST_FOR_SHAPE = 12;

  private final Map<Polarity, Map<String, List<OwnStep>>> own = new LinkedHashMap<>();
  private final Map<Polarity, List<StepNoise.Residuals>> residuals = new LinkedHashMap<>();

  private final Map<Polarity, Double> spreads = new LinkedHashMap<>();
  private final Map<Polarity, StepNoise> noises = new LinkedHashMap<>();

  OwnSteps(ResponseFit fit, List<PulseTrain> trains) {
    List<PulseTrain> fitted =
        trains.stream().filter(t -> fit.has(t.polarity()) && t.size() >= 2).toList();
    List<OwnStep> steps = fitted.parallelStream().map(train -> OwnStep.of(fit, train)).toList();
    for (int i = 0; i < steps.size(); i++) {
      PulseTrain train = fitted.get(i);
      own.computeIfAbsent(train.polarity(), p -> new LinkedHashMap<>())
          .computeIfAbsent(train.device(), d -> new ArrayList<>())
          .add(steps.get(i));
      residuals
          .computeIfAbsent(train.polarity(), p -> new ArrayList<>())
          .add(new StepNoise.Residuals(train.pulses(), steps.get(i).residuals()));
    }
    residuals.replaceAll((polarity, list) -> withoutCommon(list));
    for (Polarity polarity : Polarity.values()) {
      List<PulseTrain> along = trains.stream().filter(t -> t.polarity() == polarity).toList();
      if (along.size() >= 4) {
        spreads.put(polarity, spread(along, fit.data().scale().width()));
      }
    }
    for (Map.Entry<Polarity, List<StepNoise.Residuals>> entry : residuals.entrySet()) {
      noises.put(entry.getKey(), StepNoise.of(entry.getValue()));
    }
  }

  /** Fitted starts of the trains of a direction, in the measurement's unit. */
  double[] starts(Polarity polarity) {
    return own.getOrDefault(polarity, Map.of()).values().stream()
        .flatMap(List::stream)
        .mapToDouble(OwnStep::start)
        .toArray();
  }

  /** Number of trains in a direction. */
  int trains(Polarity polarity) {
    return residuals.getOrDefault(polarity, List.of()).size();
  }

  /** What single trains leave, in fractions of the measured range. */
  List<StepNoise.Residuals> residuals(Polarity polarity) {
    return residuals.getOrDefault(polarity, List.of());
  }

  /** Step and reading noise of a direction. */
  StepNoise noise(Polarity polarity) {
    return Objects.requireNonNull(noises.get(polarity));
  }

  /**
   * Root mean square over pulses of the standard deviation over trains, in fractions of the
   * measured range; with fewer than four trains of the readings about the curve.
   */
  double spread(Polarity polarity) {
    return spreads.getOrDefault(polarity, scatter(polarity));
  }

  private static double spread(List<PulseTrain> trains, double width) {
    Map<Double, List<Double>> readings = new TreeMap<>();
    for (PulseTrain train : trains) {
      double[] pulses = train.pulses();
      double[] values = train.siemens();
      for (int i = 0; i < pulses.length; i++) {
        readings.computeIfAbsent(pulses[i], p -> new ArrayList<>()).add(values[i] / width);
      }
    }
    double squares = 0;
    int count = 0;
    for (List<Double> values : readings.values()) {
      if (values.size() > 1) {
        double[] at = values.stream().mapToDouble(Double::doubleValue).toArray();
        squares += Math.pow(deviation(at), 2) * at.length / (at.length - 1);
        count++;
      }
    }
    return Math.sqrt(squares / Math.max(1, count));
  }

  /** Root mean square of what single trains leave in a direction. */
  double scatter(Polarity polarity) {
    double squares = 0;
    int count = 0;
    for (StepNoise.Residuals train : residuals(polarity)) {
      squares += Arrays.stream(train.values()).map(v -> v * v).sum();
      count += train.values().length;
    }
    return Math.sqrt(squares / Math.max(1, count));
  }

  /**
   * Takes away what four trains or more share, the misfit of the family, and makes up for the
   * variance that goes with it.
   */
  private static List<StepNoise.Residuals> withoutCommon(List<StepNoise.Residuals> trains) {
    if (trains.size() < 4) {
      return trains;
    }
    Map<Double, double[]> sums = new TreeMap<>();
    for (StepNoise.Residuals train : trains) {
      for (int i = 0; i < train.values().length; i++) {
        double[] sum = sums.computeIfAbsent(train.pulses()[i], p -> new double[2]);
        sum[0] += train.values()[i];
        sum[1]++;
      }
    }
    List<StepNoise.Residuals> own = new ArrayList<>();
    for (StepNoise.Residuals train : trains) {
      double[] values = train.values().clone();
      for (int i = 0; i < values.length; i++) {
        double[] sum = Objects.requireNonNull(sums.get(train.pulses()[i]));
        double m = sum[1];
        values[i] = m < 2 ? values[i] : (values[i] - sum[0] / m) * Math.sqrt(m / (m - 1));
      }
      own.add(new StepNoise.Residuals(train.pulses(), values));
    }
    return own;
  }

  /** Spread of the multiplier in a direction: over devices, over cycles of one. */
  Optional<VarianceComponents> components(Polarity polarity) {
    Map<String, List<OwnStep>> devices = own.getOrDefault(polarity, Map.of());
    if (devices.isEmpty() || devices.values().stream().mapToInt(List::size).sum() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        VarianceComponents.of(
            devices.values().stream()
                .map(steps -> steps.stream().mapToDouble(OwnStep::multiplier).toArray())
                .toList()));
  }

  /** Spread over devices, in fractions of the mean step; empty with fewer than three devices. */
  Optional<DeviceToDevice> deviceToDevice() {
    Map<String, List<OwnStep>> ups = own.getOrDefault(Polarity.UP, Map.of());
    Map<String, List<OwnStep>> downs = own.getOrDefault(Polarity.DOWN, Map.of());
    if (ups.size() < LEAST_DEVICES) {
      return Optional.empty();
    }
    double up = variance(Polarity.UP);
    List<String> both = ups.keySet().stream().filter(downs::containsKey).toList();
    if (both.size() < LEAST_DEVICES) {
      return Optional.of(new DeviceToDevice(shape(up, means(ups)), 0, Spread.none()));
    }
    double down = variance(Polarity.DOWN);
    // m_up = m + i and m_down = m − i: their variance is the sum of both, their covariance the
    // rest.
    double covariance = covariance(ups, downs, both);
    double shared = Math.max(0, ((up + down) / 2 + covariance) / 2);
    double imbalance = Math.sqrt(Math.max(0, ((up + down) / 2 - covariance) / 2));
    return Optional.of(new DeviceToDevice(shape(shared, means(ups)), imbalance, Spread.none()));
  }

  /** Variance over devices of m over its mean, without what cycles and errors of fits add. */
  private double variance(Polarity polarity) {
    VarianceComponents parts = components(polarity).orElseThrow();
    double between = Math.pow(parts.between() / parts.mean(), 2);
    boolean repeated = parts.within() > 0;
    return repeated ? between : Math.max(0, between - errors(polarity, parts.mean()));
  }

  private double errors(Polarity polarity, double mean) {
    return own.getOrDefault(polarity, Map.of()).values().stream()
        .flatMap(List::stream)
        .mapToDouble(step -> Math.pow(step.standardError() / mean, 2))
        .average()
        .orElse(0);
  }

  private static double[] means(Map<String, List<OwnStep>> devices) {
    double[] means =
        devices.values().stream()
            .mapToDouble(
                steps -> steps.stream().mapToDouble(OwnStep::multiplier).average().orElseThrow())
            .toArray();
    double mean = Arrays.stream(means).average().orElseThrow();
    return Arrays.stream(means).map(m -> m / mean).toArray();
  }

  private static double covariance(
      Map<String, List<OwnStep>> ups, Map<String, List<OwnStep>> downs, List<String> both) {
    Map<String, List<OwnStep>> up = new LinkedHashMap<>();
    Map<String, List<OwnStep>> down = new LinkedHashMap<>();
    both.forEach(
        device -> {
          up.put(device, ups.get(device));
          down.put(device, downs.get(device));
        });
    double[] a = means(up);
    double[] b = means(down);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - 1) * (b[i] - 1);
    }
    return sum / (a.length - 1);
  }

  /** Log-normal where twelve devices or more are likelier under it by e² or more. */
  private static Spread shape(double variance, double[] means) {
    double sigma = Math.min(10, Math.sqrt(variance));
    if (means.length < LEAST_FOR_SHAPE || Arrays.stream(means).anyMatch(m -> m <= 0)) {
      return Spread.normal(sigma);
    }
    double[] logs = Arrays.stream(means).map(Math::log).toArray();
    double advantage =
        -means.length * Math.log(deviation(logs))
            - Arrays.stream(logs).sum()
            + means.length * Math.log(deviation(means));
    double log = Math.sqrt(Math.log1p(variance));
    return advantage > 2 ? Spread.logNormal(Math.min(10, log)) : Spread.normal(sigma);
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(Math.max(1e-300, squares / values.length));
  }
}
