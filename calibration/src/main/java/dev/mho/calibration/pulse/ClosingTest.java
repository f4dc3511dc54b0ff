package dev.mho.calibration.pulse;

import dev.mho.calibration.fit.PulseData;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import java.util.Arrays;

/**
 * Closes the circle: devices sampled from the fitted model go through the measured protocol, from
 * the starts of the measured trains, one reading after each pulse, and their statistics are laid
 * beside the measured ones.
 *
 * @param devices how many devices were sampled
 * @param pulses pulses before each reading
 * @param mean mean of the emulated devices in the measurement's unit
 * @param deviation their standard deviation
 */
record ClosingTest(int devices, double[] pulses, double[] mean, double[] deviation) {
  private static final int MOST_DEVICES = 200;
  private static final int LEAST_DEVICES = 20;

  /** Pulses of all devices together; longer trains run on fewer devices. */
  private static final double MOST_PULSES = 4e6;

  private static final double SECONDS_PER_PULSE = 1e-6;

  /**
   * Runs the protocol of a mean train.
   *
   * @param starts of trains in the measurement's unit, taken in turn
   * @param zero what in the measurement's unit is taken for no conductance
   * @param siemensPerUnit of the measurement
   */
  static ClosingTest of(
      DeviceModel model,
      PulseData data,
      Polarity polarity,
      double[] starts,
      double zero,
      double siemensPerUnit) {
    ConductanceRange range = model.conductance();
    double[] pulses = data.pulses(polarity);
    int count = devices(pulses[pulses.length - 1] - pulses[0]);
    DeviceModel placed = model.withoutProgrammingError().withoutFaults();
    DeviceArray devices =
        new DeviceArray(
            placed, Placement.whole(1, count), NoiseStream.root(1).child("closing test"));
    float[] targets = new float[count];
    for (int d = 0; d < count; d++) {
      double start = starts[d % starts.length];
      targets[d] = (float) range.normalised((start - zero) * siemensPerUnit);
    }
    devices.program(targets, 0);
    double[] mean = new double[pulses.length];
    double[] deviation = new double[pulses.length];
    int applied = (int) Math.floor(pulses[0]);
    for (int i = 0; i < pulses.length; i++) {
      int wanted = (int) Math.rint(pulses[i]);
      double now = wanted * SECONDS_PER_PULSE;
      double sum = 0;
      double squares = 0;
      for (int d = 0; d < count; d++) {
        devices.pulse(d, Math.max(0, wanted - applied), polarity, now);
        double seen = zero + range.siemens(devices.conductance(d, now)) / siemensPerUnit;
        sum += seen;
        squares += seen * seen;
      }
      applied = Math.max(applied, wanted);
      mean[i] = sum / count;
      deviation[i] = Math.sqrt(Math.max(0, squares / count - mean[i] * mean[i]));
    }
    return new ClosingTest(count, pulses, mean, deviation);
  }

  private static int devices(double pulses) {
    double affordable = MOST_PULSES / Math.max(1, pulses);
    return (int) Math.max(LEAST_DEVICES, Math.min(MOST_DEVICES, affordable));
  }

  /** Root mean square of emulated mean minus measured, in fractions of the measured range. */
  double difference(PulseData data, Polarity polarity) {
    double[] values = data.values(polarity);
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double off = (mean[i] - values[i]) / data.scale().width();
      squares += off * off;
    }
    return Math.sqrt(squares / values.length);
  }

  /** Root mean square of the emulated spread, in fractions of the measured range. */
  double spread(PulseData data) {
    double squares = Arrays.stream(deviation).map(d -> d * d).sum() / deviation.length;
    return Math.sqrt(squares) / data.scale().width();
  }
}
