package dev.mho.device.noise;

import dev.mho.device.format.Check;

/**
 * Independent normal noise on every read, σ = √(σ_a² + (σ_r G)²): a floor that every device has and
 * a part proportional to its conductance.
 *
 * @param ofRange σ_a in [0, 1], fraction of the nominal range
 * @param ofConductance σ_r in [0, 1], fraction of the device's own conductance
 */
public record WhiteReadNoise(double ofRange, double ofConductance) implements ReadNoise {
  public WhiteReadNoise {
    Check.within("of_range", ofRange, 0, 1);
    Check.within("of_conductance", ofConductance, 0, 1);
  }

  @Override
  public double sigma(double conductance) {
    return Math.hypot(ofRange, ofConductance * conductance);
  }
}
