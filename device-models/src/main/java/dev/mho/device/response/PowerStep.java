package dev.mho.device.response;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * The step is a power of the distance left to the device's own bound:
 *
 * <pre>
 * s_up(g)   = Δ_up   ((g_hi − g)/(g_hi − g_lo))^γ_up
 * s_down(g) = Δ_down ((g − g_lo)/(g_hi − g_lo))^γ_down
 * </pre>
 *
 * A device's own exponent is γ times its shape multiplier. The PowStep device of IBM aihwkit; γ = 1
 * are soft bounds whose scale sits at the far bound.
 */
public record PowerStep(
    Branch up,
    Optional<Branch> down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  /**
   * One direction.
   *
   * @param step Δ, fraction of the range per pulse at the far bound, above 0 and at most 1
   * @param exponent γ, 0 to 20
   */
  public record Branch(double step, double exponent) {
    public Branch {
      Check.fraction("step", step);
      Check.within("exponent", exponent, 0, 20);
    }
  }

  public PowerStep {
    Check.present("up", up);
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    Branch branch = polarity.of(up, down);
    double left = polarity == Polarity.UP ? own.high() - g : g - own.low();
    double share = Math.max(0, left) / (own.high() - own.low());
    double exponent = branch.exponent * own.shape(polarity);
    return own.scale(polarity) * branch.step * StrictMath.pow(share, exponent);
  }

  @Override
  public double scale(Polarity polarity) {
    return polarity.of(up, down).step;
  }

  @Override
  public boolean lowers() {
    return down.isPresent();
  }

  @Override
  public PowerStep withoutCycleToCycle() {
    return new PowerStep(up, down, Optional.empty(), deviceToDevice);
  }

  @Override
  public PowerStep withoutDeviceToDevice() {
    return new PowerStep(up, down, cycleToCycle, Optional.empty());
  }
}
