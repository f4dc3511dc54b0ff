package dev.mho.calibration.pulse;

import dev.mho.calibration.fit.PulseData;
import dev.mho.device.response.Polarity;
import java.util.Arrays;
import java.util.Optional;

/**
 * A train that makes most of its way in a single pulse: no gradual law describes it, and a device
 * that behaves so is trained in the other direction only.
 *
 * @param share of the train's way made by its largest step between neighbouring readings
 * @param afterPulse number of the pulse that made it
 * @param level mean of the readings after it
 * @param spread their standard deviation
 */
record AbruptChange(double share, double afterPulse, double level, double spread) {
  private static final double ABRUPT = 0.6;

  /** Looks for one in the mean train of a direction. */
  static Optional<AbruptChange> in(PulseData data, Polarity polarity) {
    if (!data.has(polarity) || data.size(polarity) < 4) {
      return Optional.empty();
    }
    double[] values = data.values(polarity);
    double[] pulses = data.pulses(polarity);
    double way =
        Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
    int at = 1;
    for (int i = 1; i < values.length; i++) {
      at = change(values, i, polarity) > change(values, at, polarity) ? i : at;
    }
    double share = change(values, at, polarity) / way;
    boolean oneWay = polarity.sign() * (values[at] - values[at - 1]) > 0;
    if (!oneWay || share < ABRUPT || pulses[at] - pulses[at - 1] > 1) {
      return Optional.empty();
    }
    double[] after = Arrays.copyOfRange(values, at, values.length);
    double level = Arrays.stream(after).average().orElseThrow();
    double squares = Arrays.stream(after).map(v -> (v - level) * (v - level)).sum();
    return Optional.of(
        new AbruptChange(
            share, pulses[at], level, Math.sqrt(squares / Math.max(1, after.length - 1))));
  }

  private static double change(double[] values, int i, Polarity polarity) {
    return polarity.sign() * (values[i] - values[i - 1]);
  }
}
