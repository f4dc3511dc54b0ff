package dev.mho.calibration.measurement;

import dev.mho.device.response.Polarity;

/**
 * A table of how far one pulse moves the device, for files that list steps and not conductances.
 *
 * @param device whose it is; empty where the file names none
 * @param polarity the direction of the steps
 * @param steps change of one pulse in each of as many equal segments of the range, from its low
 *     end, in the measurement's {@link ValueUnit}
 */
public record StepSizes(String device, Polarity polarity, double[] steps) {
  /** Copies the array. */
  public StepSizes {
    steps = steps.clone();
  }

  @Override
  public double[] steps() {
    return steps.clone();
  }
}
