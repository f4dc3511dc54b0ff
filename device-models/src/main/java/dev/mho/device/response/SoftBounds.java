package dev.mho.device.response;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * The step shrinks linearly with the distance already travelled and vanishes at an asymptote:
 *
 * <pre>
 * s_up(g)   = Δ_up   max(0, 1 − g/(b_up · g_hi))
 * s_down(g) = Δ_down max(0, 1 − (1 − g)/(b_down · (1 − g_lo)))
 * </pre>
 *
 * Δ is the step at the far end of the nominal range. b = 1 are soft bounds proper (Fusi and Abbott,
 * Nat. Neurosci. 10:485, 2007); b > 1 puts the asymptote beyond the bound, which is the linear step
 * and, in closed form, NeuroSim's cumulative exponential G(P) = G_min + B (1 − e^(−P/A)): there b =
 * 1/(1 − e^(−P_max/A)) and Δ = b (1 − e^(−1/A)).
 */
public record SoftBounds(
    Branch up,
    Branch down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  /**
   * One direction.
   *
   * @param step Δ, fraction of the range per pulse, above 0 and at most 1
   * @param asymptote b, distance of the asymptote from the start in units of the bound's, ≥ 1
   */
  public record Branch(double step, double asymptote) {
    public Branch {
      Check.fraction("step", step);
      Check.within("asymptote", asymptote, 1, 1e6);
    }

    private double at(double travelled, double bound) {
      return step * Math.max(0, 1 - travelled / (asymptote * bound));
    }
  }

  public SoftBounds {
    Check.present("up", up);
    Check.present("down", down);
  }

  @Override
  public double step(Polarity polarity, double g, double low, double high) {
    return polarity == Polarity.UP ? up.at(g, high) : down.at(1 - g, 1 - low);
  }

  @Override
  public SoftBounds withSpreads(Optional<CycleToCycle> cycle, Optional<DeviceToDevice> device) {
    return new SoftBounds(up, down, cycle, device);
  }
}
