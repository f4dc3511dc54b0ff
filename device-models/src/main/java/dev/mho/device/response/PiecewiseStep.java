package dev.mho.device.response;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.List;
import java.util.Optional;

/**
 * The mean step as measured at equally spaced conductances, straight lines between: node k of n
 * sits at g_lo + k (g_hi − g_lo)/(n − 1) of the device's own range. The scale that {@link
 * CycleToCycle#ofScale} refers to is the largest node.
 *
 * @param up steps up at the nodes, fractions of the range per pulse, 0 to 1, at least two, one of
 *     them above 0
 * @param down steps down at the nodes, likewise, lowest conductance first; empty: one-directional
 */
public record PiecewiseStep(
    List<Double> up,
    Optional<List<Double>> down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  public PiecewiseStep {
    up = nodes("up", up);
    down = down.map(steps -> nodes("down", steps));
    DeviceToDevice.requireNoShape(deviceToDevice, "piecewise-step");
  }

  private static List<Double> nodes(String key, List<Double> steps) {
    List<Double> copy = Check.numbers(key, steps, 2);
    for (int i = 0; i < copy.size(); i++) {
      Check.within(key + "[" + i + "]", copy.get(i), 0, 1);
    }
    if (largest(copy) == 0) {
      throw BadInputException.at(key, "only zeros", "at least one step above 0");
    }
    return copy;
  }

  private static double largest(List<Double> steps) {
    return steps.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    List<Double> steps = polarity.of(up, down);
    double position = (g - own.low()) / (own.high() - own.low()) * (steps.size() - 1);
    int below = (int) Math.max(0, Math.min(steps.size() - 2, Math.floor(position)));
    double share = Math.max(0, Math.min(1, position - below));
    double first = steps.get(below);
    return own.scale(polarity) * (first + share * (steps.get(below + 1) - first));
  }

  @Override
  public double scale(Polarity polarity) {
    return largest(polarity.of(up, down));
  }

  @Override
  public boolean lowers() {
    return down.isPresent();
  }

  @Override
  public PiecewiseStep withoutCycleToCycle() {
    return new PiecewiseStep(up, down, Optional.empty(), deviceToDevice);
  }

  @Override
  public PiecewiseStep withoutDeviceToDevice() {
    return new PiecewiseStep(up, down, cycleToCycle, Optional.empty());
  }
}
