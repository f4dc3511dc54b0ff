package dev.mho.device.response;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * The step changes exponentially with the distance travelled:
 *
 * <pre>
 * s_up(g)   = Δ_up   max(0, 1 − A_up   exp(κ_up   g))
 * s_down(g) = Δ_down max(0, 1 − A_down exp(κ_down (1 − g)))
 * </pre>
 *
 * Equivalent to the ExpStep device of Rasch et al. (IBM aihwkit) with weights from w_min to w_max =
 * w_min + R: κ = 2aγ of the direction, A_up' = A_up e^(γ_up (2a w_min/R + b)) and A_down' = A_down
 * e^(−γ_down (2a w_max/R + b)).
 */
public record ExponentialStep(
    Branch up,
    Branch down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  /**
   * One direction.
   *
   * @param step Δ, fraction of the range per pulse, above 0 and at most 1
   * @param amplitude A, any finite number; negative makes steps larger than Δ
   * @param rate κ, per range; negative lets the exponential die out along the way
   */
  public record Branch(double step, double amplitude, double rate) {
    public Branch {
      Check.fraction("step", step);
      Check.finite("amplitude", amplitude);
      Check.within("rate", rate, -100, 100);
    }

    private double at(double travelled) {
      return step * Math.max(0, 1 - amplitude * Math.exp(rate * travelled));
    }
  }

  public ExponentialStep {
    Check.present("up", up);
    Check.present("down", down);
  }

  @Override
  public double step(Polarity polarity, double g, double low, double high) {
    return polarity == Polarity.UP ? up.at(g) : down.at(1 - g);
  }

  @Override
  public ExponentialStep withSpreads(
      Optional<CycleToCycle> cycle, Optional<DeviceToDevice> device) {
    return new ExponentialStep(up, down, cycle, device);
  }
}
