package dev.mho.device.noise;

import dev.mho.device.format.Check;

/**
 * Independent normal noise on every read, σ = √(σ_a² + (σ_r G)²): a floor that every device has and
 * a part proportional to its conductance.
 *
 * @param ofMaximum σ_a in [0, 1], fraction of G_max
 * @param ofConductance σ_r in [0, 1], fraction of the device's own conductance
 */
public record WhiteReadNoise(double ofMaximum, double ofConductance) implements ReadNoise {
  public WhiteReadNoise {
    Check.within("of_maximum", ofMaximum, 0, 1);
    Check.within("of_conductance", ofConductance, 0, 1);
  }

  @Override
  public double sigma(double written, double present, double seconds) {
    return Math.hypot(ofMaximum, ofConductance * present);
  }

  @Override
  public boolean isPresent() {
    return ofMaximum > 0 || ofConductance > 0;
  }

  @Override
  public boolean ages() {
    return false;
  }
}
