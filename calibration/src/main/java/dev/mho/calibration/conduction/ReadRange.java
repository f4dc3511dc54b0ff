package dev.mho.calibration.conduction;

import dev.mho.calibration.measurement.Status;
import dev.mho.calibration.measurement.Sweep;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a sweep in which a device is only read: the first ramp away from zero, below a
 * voltage, and no farther than where the instrument held the current, the voltage turned round, or
 * the current jumped to more than twice what the voltage explains.
 *
 * @param volts voltages of that part, zero among them if it was measured
 * @param amperes currents
 */
record ReadRange(double[] volts, double[] amperes) {
  private static final double JUMP = 2;
  private static final int LEAST = 8;

  /** Of a sweep, below a voltage; farther if that leaves too few points. */
  static ReadRange of(Sweep sweep, double farthest) {
    ReadRange near = along(sweep, farthest);
    return near.volts.length >= LEAST ? near : along(sweep, Double.POSITIVE_INFINITY);
  }

  private static ReadRange along(Sweep sweep, double farthest) {
    double[] volts = sweep.volts();
    double[] amperes = sweep.amperes();
    List<Integer> kept = new ArrayList<>();
    double reached = 0;
    double conductance = Double.NaN;
    for (int i = 0; i < volts.length; i++) {
      double size = Math.abs(volts[i]);
      boolean turns = size < reached || size > farthest * (1 - 1e-9);
      boolean held = sweep.status().get(i) == Status.COMPLIANCE;
      if (turns || held) {
        break;
      }
      if (sweep.status().get(i) != Status.OK || Double.isNaN(amperes[i])) {
        continue;
      }
      double now = size > 0 ? Math.abs(amperes[i]) / size : Double.NaN;
      if (kept.size() > 4 && now > JUMP * conductance) {
        break;
      }
      conductance = Double.isNaN(now) ? conductance : now;
      kept.add(i);
      reached = size;
    }
    return new ReadRange(
        kept.stream().mapToDouble(i -> volts[i]).toArray(),
        kept.stream().mapToDouble(i -> amperes[i]).toArray());
  }
}
