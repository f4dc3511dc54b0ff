package dev.mho.device.retention;

import dev.mho.device.format.Check;

/**
 * Thermal activation of drift and decay: at T they run e^(E_a/k_B · (1/T₀ − 1/T)) times faster than
 * at the temperature T₀ at which they were measured (Arrhenius), k_B = 8.617333262e-5 eV/K.
 *
 * @param activationElectronVolts E_a, 0 to 10 eV
 * @param measuredKelvin T₀, 1 to 2000 K
 * @param kelvin T at which the device is used, 1 to 2000 K
 */
public record Temperature(double activationElectronVolts, double measuredKelvin, double kelvin) {
  private static final double BOLTZMANN_EV_PER_KELVIN = 8.617333262e-5;

  public Temperature {
    Check.within("activation_electron_volts", activationElectronVolts, 0, 10);
    Check.within("measured_kelvin", measuredKelvin, 1, 2000);
    Check.within("kelvin", kelvin, 1, 2000);
    Check.finite("acceleration", acceleration(activationElectronVolts, measuredKelvin, kelvin));
  }

  /** Seconds at the measured temperature that a second at T amounts to. */
  public double acceleration() {
    return acceleration(activationElectronVolts, measuredKelvin, kelvin);
  }

  private static double acceleration(double activation, double measured, double used) {
    double exponent = activation / BOLTZMANN_EV_PER_KELVIN * (1 / measured - 1 / used);
    return StrictMath.exp(exponent);
  }
}
