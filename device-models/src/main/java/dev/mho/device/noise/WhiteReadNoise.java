package dev.mho.device.noise;

import dev.mho.device.format.Check;

/**
 * Independent normal noise on every read, σ = √(σ_a² + (σ_r G)²): a floor that every device has and
 * a part proportional to its conductance.
 *
 * @param ofRange σ_a ≥ 0, fraction of the nominal range
 * @param ofConductance σ_r ≥ 0, fraction of the device's own conductance
 */
public record WhiteReadNoise(double ofRange, double ofConductance) implements ReadNoise {
  public WhiteReadNoise {
    Check.notNegative("of_range", ofRange);
    Check.notNegative("of_conductance", ofConductance);
  }

  @Override
  public double sigma(double conductance) {
    return Math.hypot(ofRange, ofConductance * conductance);
  }
}
