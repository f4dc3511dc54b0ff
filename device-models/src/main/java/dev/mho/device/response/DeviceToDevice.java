package dev.mho.device.response;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.spread.Spread;
import java.util.Optional;

/**
 * Spread of the response over a population. With m(ξ) the multiplier of the step's spread, a
 * device's steps are scaled by m_up = |m(ξ₁) + σ_a ξ₂| and m_down = |m(ξ₁) − σ_a ξ₂| (the absolute
 * value keeps a pulse in its direction); its shape parameters are multiplied by draws of their own
 * for each direction.
 *
 * @param step spread shared by both directions
 * @param asymmetry σ_a in [0, 10], spread of the imbalance between the directions, fraction of the
 *     step
 * @param shape spread of the parameter that bends the response: the slope of a linear step, the
 *     rate of an exponential one, the exponent of a power step, NeuroSim's label
 */
public record DeviceToDevice(Spread step, double asymmetry, Spread shape) {
  public DeviceToDevice {
    Check.present("step", step);
    Check.within("asymmetry", asymmetry, 0, 10);
    Check.present("shape", shape);
  }

  /** A normal spread of the step and of its imbalance; all shapes alike. */
  public static DeviceToDevice ofStep(double step, double asymmetry) {
    return new DeviceToDevice(Spread.normal(step), asymmetry, Spread.none());
  }

  /** Multiplier of the steps in a direction. */
  public double scale(Polarity polarity, double common, double imbalance) {
    return Math.abs(step.multiplier(common) + polarity.sign() * asymmetry * imbalance);
  }

  /** Refuses a spread of the shape for a response that has none. */
  static void requireNoShape(Optional<DeviceToDevice> spread, String model) {
    if (spread.filter(s -> s.shape().isPresent()).isPresent()) {
      throw BadInputException.at(
          "device_to_device.shape",
          Double.toString(spread.get().shape().sigma()),
          "0, since a " + model + " response has no shape parameter");
    }
  }
}
