package dev.mho.device.noise;

import dev.mho.device.curve.Curve;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * Independent normal noise on every read whose size follows a curve or a table of the conductance.
 *
 * @param sigma σ in fractions of G_max against G/G_max; below zero counts as zero; at most 1
 */
public record StateReadNoise(Curve sigma) implements ReadNoise {
  public StateReadNoise {
    Check.present("sigma", sigma);
    double largest = sigma.largest();
    if (largest > 1) {
      throw BadInputException.at(
          "sigma", "a largest value of " + largest, "at most 1 of G_max, from G = 0 to G_max");
    }
  }

  @Override
  public double sigma(double written, double present, double seconds) {
    return Math.max(0, sigma.at(present));
  }

  @Override
  public boolean isPresent() {
    return sigma.largest() > 0;
  }

  @Override
  public boolean ages() {
    return false;
  }
}
