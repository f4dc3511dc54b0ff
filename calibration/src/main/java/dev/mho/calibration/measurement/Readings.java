package dev.mho.calibration.measurement;

import java.util.OptionalDouble;

/**
 * Repeated readings of one state of one device: a trace of read noise, or retention.
 *
 * @param device whose they are; empty where the file names none
 * @param cycle which repetition, from 1
 * @param target the conductance that was asked for, if the file says
 * @param celsius temperature, if the file says
 * @param seconds time of each reading, ascending; NaN throughout where no time was recorded, and
 *     then the readings are in file order
 * @param siemens the readings, as many, in the measurement's {@link ValueUnit}
 */
public record Readings(
    String device,
    int cycle,
    OptionalDouble target,
    OptionalDouble celsius,
    double[] seconds,
    double[] siemens) {
  /** Copies both arrays. */
  public Readings {
    seconds = seconds.clone();
    siemens = siemens.clone();
    Lengths.equal("seconds", seconds.length, "siemens", siemens.length);
  }

  @Override
  public double[] seconds() {
    return seconds.clone();
  }

  @Override
  public double[] siemens() {
    return siemens.clone();
  }

  /** Number of readings. */
  public int size() {
    return siemens.length;
  }

  /** Whether the time of the readings is known. */
  public boolean timed() {
    return seconds.length > 0 && !Double.isNaN(seconds[0]);
  }
}
