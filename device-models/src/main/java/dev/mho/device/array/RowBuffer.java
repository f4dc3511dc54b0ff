package dev.mho.device.array;

import dev.mho.device.random.DrawBuffer;
import dev.mho.device.response.PulsedDevices;

/** Room to pulse and to look at many devices of one row at once; one a thread, used again. */
public final class RowBuffer {
  final PulsedDevices pulsed;
  final int[] at;
  final int[] device;
  final int[] pulses;
  final double[] xi;
  final double[] change;
  private final int[] up;
  private final int[] down;
  private final float[] first;
  private final float[] second;
  private final PulseSchedule schedule;
  final PulseRounds rounds;
  final DrawBuffer draws = new DrawBuffer();

  /** Room for rows of so many devices. */
  public RowBuffer(int cols) {
    pulsed = new PulsedDevices(cols);
    at = new int[cols];
    device = new int[cols];
    pulses = new int[cols];
    xi = new double[cols];
    change = new double[cols];
    up = new int[cols];
    down = new int[cols];
    first = new float[cols];
    second = new float[cols];
    schedule = new PulseSchedule(cols);
    rounds = new PulseRounds(cols);
  }

  /** Room for a schedule of the row's pulses. */
  public PulseSchedule schedule() {
    return schedule;
  }

  /** Room for numbers that nobody needs. */
  public int[] unused() {
    return up;
  }

  /** Room to count pulses up. */
  public int[] up() {
    return up;
  }

  /** Room to count pulses down. */
  public int[] down() {
    return down;
  }

  /** Room for what is seen of a row. */
  public float[] first() {
    return first;
  }

  /** Room for what is seen of another row. */
  public float[] second() {
    return second;
  }
}
