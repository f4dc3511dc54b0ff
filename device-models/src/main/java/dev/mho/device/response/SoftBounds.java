package dev.mho.device.response;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * The step shrinks linearly with the distance travelled and vanishes at the device's own bound:
 *
 * <pre>
 * s_up(g)   = Δ_up   max(0, 1 − (g − z)/(g_hi − z))
 * s_down(g) = Δ_down max(0, 1 − (z − g)/(z − g_lo))
 * </pre>
 *
 * where z is the pivot at which Δ is the step, whatever the bounds of the device. Source: Fusi and
 * Abbott, Nat. Neurosci. 10:485 (2007); with z where the weight is zero, the soft-bounds devices of
 * IBM aihwkit.
 *
 * @param up Δ_up, fraction of the range per pulse, above 0 and at most 1
 * @param down Δ_down, likewise; empty: one-directional
 * @param pivot z in (0, 1), a normalised conductance, 0 allowed if one-directional; a bound that a
 *     device draws on the wrong side of it leaves no step in that direction
 */
public record SoftBounds(
    double up,
    Optional<Double> down,
    double pivot,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  public SoftBounds {
    Check.fraction("up", up);
    down.ifPresent(step -> Check.fraction("down", step));
    boolean inside = pivot < 1 && (pivot > 0 || pivot == 0 && down.isEmpty());
    if (!inside) {
      throw BadInputException.at(
          "pivot", Double.toString(pivot), "above 0 and below 1 (0 for a one-directional device)");
    }
    DeviceToDevice.requireNoShape(deviceToDevice, "soft-bounds");
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    double bound = polarity == Polarity.UP ? own.high() : own.low();
    double left = (bound - g) / (bound - pivot);
    boolean reachable = polarity.sign() * (bound - pivot) > 0;
    return reachable ? own.scale(polarity) * scale(polarity) * Math.max(0, left) : 0;
  }

  @Override
  public void meanSteps(PulsedDevices devices) {
    double lower = lowers() ? scale(Polarity.DOWN) : up; // boxing up would hide it from vectors
    double[] raised = devices.raised().values;
    double[] high = devices.high().values;
    double[] low = devices.low().values;
    double[] g = devices.conductance().values;
    double[] multiplier = devices.scale().values;
    double[] step = devices.step().values;
    for (int i = 0; i < devices.size(); i++) {
      double lowered = 1 - raised[i];
      double bound = raised[i] * high[i] + lowered * low[i];
      double scale = multiplier[i] * (raised[i] * up + lowered * lower);
      step[i] = scale * Math.max(0, (bound - g[i]) / (bound - pivot));
    }
    for (int i = 0; i < devices.size(); i++) {
      boolean reachable = raised[i] == 1 ? high[i] > pivot : low[i] < pivot;
      if (!reachable) {
        step[i] = 0;
      }
    }
  }

  @Override
  public double scale(Polarity polarity) {
    return polarity.of(up, down);
  }

  @Override
  public boolean lowers() {
    return down.isPresent();
  }

  @Override
  public SoftBounds withoutCycleToCycle() {
    return new SoftBounds(up, down, pivot, Optional.empty(), deviceToDevice);
  }

  @Override
  public SoftBounds withoutDeviceToDevice() {
    return new SoftBounds(up, down, pivot, cycleToCycle, Optional.empty());
  }
}
