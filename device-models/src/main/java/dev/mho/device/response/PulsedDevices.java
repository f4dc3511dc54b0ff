package dev.mho.device.response;

import dev.mho.device.random.DrawBuffer;
import dev.mho.device.random.NoiseStream;

/**
 * Devices of one population that each get one pulse of one direction at the same moment, as
 * columns: what {@link PulseResponse#drawSteps} turns into steps, the same numbers to the bit as
 * {@link PulseResponse#drawnStep} one by one. Used again and again by one thread.
 */
public final class PulsedDevices {
  final double[] conductance;
  final double[] low;
  final double[] high;
  final double[] scale;
  final double[] shape;
  final double[] step;

  /** Distance travelled in the direction of the pulse, once {@link #travel} has worked it out. */
  final double[] travelled;

  private final double[] xi;
  private final int[] device;
  private final int[] pulse;
  private final DrawBuffer draws = new DrawBuffer();
  private int size;

  /** Room for so many devices. */
  public PulsedDevices(int capacity) {
    conductance = new double[capacity];
    low = new double[capacity];
    high = new double[capacity];
    scale = new double[capacity];
    shape = new double[capacity];
    step = new double[capacity];
    travelled = new double[capacity];
    xi = new double[capacity];
    device = new int[capacity];
    pulse = new int[capacity];
  }

  /** Forgets all devices. */
  public void clear() {
    size = 0;
  }

  /**
   * Adds a device.
   *
   * @param global its global index, below 2³²
   * @param pulses number of pulses it has had
   * @param g its normalised conductance
   * @param ownLow its lower bound
   * @param ownHigh its upper bound
   * @param ownScale multiplier of its steps in the direction of the pulse
   * @param ownShape shape of its response in that direction
   */
  public void add(
      long global,
      int pulses,
      double g,
      double ownLow,
      double ownHigh,
      double ownScale,
      double ownShape) {
    device[size] = (int) global;
    pulse[size] = pulses;
    conductance[size] = g;
    low[size] = ownLow;
    high[size] = ownHigh;
    scale[size] = ownScale;
    shape[size] = ownShape;
    size++;
  }

  /** Number of devices. */
  public int size() {
    return size;
  }

  /** Conductance that was given. */
  public double conductance(int i) {
    return conductance[i];
  }

  /** Lower bound that was given. */
  public double low(int i) {
    return low[i];
  }

  /** Upper bound that was given. */
  public double high(int i) {
    return high[i];
  }

  /** Step of a device along the direction of the pulse. */
  public double step(int i) {
    return step[i];
  }

  long global(int i) {
    return Integer.toUnsignedLong(device[i]);
  }

  int pulse(int i) {
    return pulse[i];
  }

  void travel(Polarity polarity) {
    for (int i = 0; i < size; i++) {
      travelled[i] = Specimen.travelled(polarity, conductance[i]);
    }
  }

  Specimen specimen(int i) {
    return new Specimen(low[i], high[i], scale[i], scale[i], shape[i], shape[i]);
  }

  /** One standard normal number a device, new for every pulse of its life. */
  double[] drawn(NoiseStream noise) {
    noise.normals(device, pulse, size, xi, draws);
    return xi;
  }
}
