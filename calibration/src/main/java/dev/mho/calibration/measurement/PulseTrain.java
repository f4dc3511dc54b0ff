package dev.mho.calibration.measurement;

import dev.mho.device.response.Polarity;

/**
 * One train of identical pulses on one device and the conductance read along it.
 *
 * @param device whose it is; empty where the file names none
 * @param cycle which repetition, from 1
 * @param polarity the direction the pulses push
 * @param pulses pulses applied before each reading, ascending; 0 is a reading before the first
 *     pulse; numbers skip where readings are missing and may be fractional in a digitised figure
 * @param siemens the readings, as many, in the measurement's {@link ValueUnit}
 */
public record PulseTrain(
    String device, int cycle, Polarity polarity, double[] pulses, double[] siemens) {
  /** Copies both arrays. */
  public PulseTrain {
    pulses = pulses.clone();
    siemens = siemens.clone();
    Lengths.equal("pulses", pulses.length, "siemens", siemens.length);
  }

  @Override
  public double[] pulses() {
    return pulses.clone();
  }

  @Override
  public double[] siemens() {
    return siemens.clone();
  }

  /** Number of readings. */
  public int size() {
    return pulses.length;
  }
}
