package dev.mho.device.response;

import dev.mho.device.random.DrawBuffer;
import dev.mho.device.random.NoiseStream;

/**
 * Devices of one population that each get one pulse of one direction at the same moment, as
 * columns: what {@link PulseResponse#drawSteps} turns into steps, the same numbers to the bit as
 * {@link PulseResponse#drawnStep} one by one, but in loops that become vector instructions. Used
 * again and again by one thread.
 */
public final class PulsedDevices {
  private final Column conductance;
  private final Column low;
  private final Column high;
  private final Column scale;
  private final Column shape;
  private final Column step;
  private final Column travelled;
  private final Column counts;
  private final double[] drawn;
  private final int[] device;
  private final int[] pulse;
  private final double[] xi;
  private final DrawBuffer draws = new DrawBuffer();
  private int size;

  /** Room for so many devices. */
  public PulsedDevices(int capacity) {
    conductance = new Column(capacity);
    low = new Column(capacity);
    high = new Column(capacity);
    scale = new Column(capacity);
    shape = new Column(capacity);
    step = new Column(capacity);
    travelled = new Column(capacity);
    counts = new Column(capacity);
    drawn = new double[capacity];
    device = new int[capacity];
    pulse = new int[capacity];
    xi = new double[capacity];
  }

  /**
   * Begins with other devices, whose columns are to be filled.
   *
   * @param at where they are in the population
   * @param count how many
   * @param globalOfFirst global index of the device at 0, modulo 2³²
   * @param pulses of all devices, the numbers of pulses that they have had
   */
  public void begin(int[] at, int count, int globalOfFirst, int[] pulses) {
    size = count;
    for (int n = 0; n < count; n++) {
      device[n] = globalOfFirst + at[n];
    }
    for (int n = 0; n < count; n++) {
      pulse[n] = pulses[at[n]];
    }
  }

  /** Number of devices. */
  public int size() {
    return size;
  }

  /** Normalised conductances before the pulse. */
  public Column conductance() {
    return conductance;
  }

  /** Lower bounds. */
  public Column low() {
    return low;
  }

  /** Upper bounds. */
  public Column high() {
    return high;
  }

  /** Multipliers of the steps in the direction of the pulse. */
  public Column scale() {
    return scale;
  }

  /** Shapes of the responses in that direction. */
  public Column shape() {
    return shape;
  }

  /** Steps along the direction of the pulse, once drawn. */
  public Column step() {
    return step;
  }

  /** Numbers of pulses, where a device gets several at once. */
  public Column counts() {
    return counts;
  }

  void keepDrawn() {
    System.arraycopy(step.values, 0, drawn, 0, size);
  }

  /** Steps from mean ones to sums of {@link #counts} steps of which one was drawn. */
  void sum() {
    double[] n = counts.values;
    double[] mean = step.values;
    for (int i = 0; i < size; i++) {
      mean[i] = n[i] * mean[i] + Math.sqrt(n[i]) * (drawn[i] - mean[i]);
    }
  }

  /** Distances travelled in the direction of the pulse. */
  Column travelled(Polarity polarity) {
    for (int n = 0; n < size; n++) {
      travelled.values[n] = Specimen.travelled(polarity, conductance.values[n]);
    }
    return travelled;
  }

  /**
   * Moves the conductances by the steps, within the bounds; a device beyond its own bound does not
   * come back at once.
   */
  public void move(Polarity polarity) {
    double[] g = conductance.values;
    double[] along = step.values;
    double[] lowest = low.values;
    double[] highest = high.values;
    double sign = polarity.sign();
    for (int n = 0; n < size; n++) {
      double reached = g[n] + sign * along[n];
      g[n] = Math.min(Math.max(highest[n], g[n]), Math.max(Math.min(lowest[n], g[n]), reached));
    }
  }

  long global(int n) {
    return Integer.toUnsignedLong(device[n]);
  }

  int pulse(int n) {
    return pulse[n];
  }

  Specimen specimen(int n) {
    double ownScale = scale.values[n];
    double ownShape = shape.values[n];
    return new Specimen(low.values[n], high.values[n], ownScale, ownScale, ownShape, ownShape);
  }

  /** One standard normal number a device, new for every pulse of its life. */
  double[] drawn(NoiseStream noise) {
    noise.normals(device, pulse, size, xi, draws);
    return xi;
  }
}
