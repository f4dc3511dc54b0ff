package dev.mho.device.curve;

import dev.mho.device.format.Check;

/**
 * One curve below a conductance, another from it on: fits whose two regimes were published apart.
 * It may jump where they meet.
 *
 * @param at where the second begins, finite
 * @param below f(x) for x &lt; at
 * @param from f(x) for x ≥ at
 */
public record Split(double at, Curve below, Curve from) implements Curve {
  public Split {
    Check.finite("at", at);
    Check.present("below", below);
    Check.present("from", from);
  }

  @Override
  public double at(double x) {
    return x < at ? below.at(x) : from.at(x);
  }
}
