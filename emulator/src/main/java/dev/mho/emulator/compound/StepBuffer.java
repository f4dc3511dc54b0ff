package dev.mho.emulator.compound;

import dev.mho.device.format.Check;

/**
 * Digital memory H between the fast array and the slow one (Gokmen, Front. Artif. Intell. 4:699148,
 * 2021). In steps of the slow array, for what a transfer adds to a line,
 *
 * <pre>
 * H ← H + read    n = trunc(H/θ), at most ± m    slow array: n pulses
 * forget:     H ← β H where n ≠ 0
 * otherwise:  H ← H − (1 − β) n θ
 * </pre>
 *
 * @param threshold θ > 0, in steps of the slow array. aihwkit: thres_scale
 * @param mostPulses m ≥ 1, pulses of a cell in one transfer. aihwkit: desired_bl of the transfer
 * @param momentum β in [0, 1). aihwkit: momentum
 * @param forget whether a cell's memory is cut where it has been pulsed. aihwkit: forget_buffer
 */
public record StepBuffer(double threshold, int mostPulses, double momentum, boolean forget) {
  public StepBuffer {
    Check.positive("threshold", threshold);
    Check.within("most_pulses", mostPulses, 1, Integer.MAX_VALUE);
    Check.within("momentum", momentum, 0, Math.nextDown(1.0));
  }

  /**
   * Adds to a line's memory and takes out what is ripe.
   *
   * @param memory of the line, changed
   * @param steps what comes in, one number a cell
   * @return pulses of each cell, whole numbers
   */
  double[] ripe(double[] memory, double[] steps) {
    double[] pulses = new double[memory.length];
    for (int i = 0; i < memory.length; i++) {
      memory[i] += steps[i];
      double whole = memory[i] / threshold;
      whole = whole < 0 ? Math.ceil(whole) : Math.floor(whole);
      pulses[i] = Math.max(-mostPulses, Math.min(mostPulses, whole));
      if (pulses[i] != 0) {
        memory[i] =
            forget ? momentum * memory[i] : memory[i] - (1 - momentum) * pulses[i] * threshold;
      }
    }
    return pulses;
  }
}
