package dev.mho.device.retention;

import dev.mho.device.format.Check;
import dev.mho.device.spread.Spread;

/**
 * A stretched exponential towards a rest point: G(t) = G_r + (G(0) − G_r) e^(−(t/τ)^β). τ is the
 * device's own, the lifetime times its multiplier. β = 1 is the leak of a capacitor; β below one is
 * what detrapping and ion migration show in bake tests.
 *
 * @param lifetimeSeconds τ > 0
 * @param lifetimeSpread of τ over the population
 * @param stretch β in (0, 5]
 * @param rest G_r in fractions of G_max, −1 to 2: below the range and above it are allowed
 */
public record Decay(double lifetimeSeconds, Spread lifetimeSpread, double stretch, double rest)
    implements Drift {
  public Decay {
    Check.positive("lifetime_seconds", lifetimeSeconds);
    Check.present("lifetime_spread", lifetimeSpread);
    Check.positive("stretch", stretch);
    Check.within("stretch", stretch, 0, 5);
    Check.within("rest", rest, -1, 2);
  }

  @Override
  public double onsetSeconds() {
    return 0;
  }

  @Override
  public double after(double x, double seconds, double xi) {
    double lifetimes = seconds / (lifetimeSeconds * lifetimeSpread.multiplier(xi));
    double left = StrictMath.exp(-StrictMath.pow(lifetimes, stretch));
    return rest + (x - rest) * left;
  }

  @Override
  public boolean redrawn() {
    return false;
  }
}
