package dev.mho.device.response;

import dev.mho.device.random.DrawBuffer;
import dev.mho.device.random.NoiseStream;

/**
 * Devices of one population that each get one pulse, as columns: what {@link
 * PulseResponse#drawSteps} turns into steps, the same numbers to the bit as {@link
 * PulseResponse#drawnStep} one by one, but in loops that become vector instructions. Used again and
 * again by one thread.
 *
 * <p>Each device has a direction of its own. Numbers that depend on it are not chosen by branches,
 * which no vector instruction has, but blended: with r = 1 for up and 0 for down, r a + (1 − r) b
 * is a or b exactly.
 *
 * <p>Devices that get many pulses get them {@linkplain #beginInStep in step}: all their first ones,
 * then all their second ones, and so on, from columns that were filled once. Of a device's life the
 * pulses 2n and 2n + 1 share a draw, so they are counted from an even one; a device whose first is
 * odd sits out the first round.
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
  private final Column raised;
  private final Column directions;
  private final Column upScale;
  private final Column downScale;
  private final Column upShape;
  private final Column downShape;
  private final double[] drawn;
  private final int[] device;
  private final int[] pulse;
  private final double[] xi;
  private final DrawBuffer draws = new DrawBuffer();
  private int size;
  private boolean inStep;
  private int round;

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
    raised = new Column(capacity);
    directions = new Column(capacity);
    upScale = new Column(capacity);
    downScale = new Column(capacity);
    upShape = new Column(capacity);
    downShape = new Column(capacity);
    drawn = new double[capacity];
    device = new int[capacity];
    pulse = new int[capacity];
    xi = new double[capacity];
  }

  /**
   * Begins with other devices, whose columns are to be filled, for one pulse of all of them.
   *
   * @param at where they are in the population
   * @param count how many
   * @param globalOfFirst global index of the device at 0, modulo 2³²
   * @param pulses of all devices, the numbers of pulses that they have had
   */
  public void begin(int[] at, int count, Polarity polarity, int globalOfFirst, int[] pulses) {
    inStep = false;
    raised.fill(polarity == Polarity.UP ? 1 : 0, count);
    number(at, count, globalOfFirst, pulses);
  }

  /**
   * Begins with other devices that are to have many pulses in step. Round 0 is that of the last
   * even pulse number up to each device's own. Filled once are the columns of conductances and
   * bounds, and those of both directions' scales and shapes; in every round {@link #raised} and, by
   * {@link #blendScales} and {@link #blendShapes}, what depends on it.
   */
  public void beginInStep(int[] at, int count, int globalOfFirst, int[] pulses) {
    inStep = true;
    round = 0;
    number(at, count, globalOfFirst, pulses);
    for (int n = 0; n < count; n++) {
      pulse[n] &= ~1;
    }
  }

  /** Goes on to the next round. */
  public void nextRound() {
    round++;
    for (int n = 0; n < size; n++) {
      pulse[n]++;
    }
  }

  /** Goes on with the first devices alone. */
  public void keepFirst(int count) {
    size = count;
  }

  private void number(int[] at, int count, int globalOfFirst, int[] pulses) {
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

  /** The directions: 1 for a pulse up, 0 for one down. */
  public Column raised() {
    return raised;
  }

  /**
   * The directions of the rounds to come, as binary digits of fractions in [0, 1), the next one
   * first.
   */
  public Column directions() {
    return directions;
  }

  /** Takes the next direction of each device. */
  public void nextDirections() {
    double[] fraction = directions.values;
    double[] r = raised.values;
    for (int n = 0; n < size; n++) {
      double doubled = 2 * fraction[n];
      r[n] = Math.floor(doubled);
      fraction[n] = doubled - r[n];
    }
  }

  /** Multipliers of the steps in the direction of the pulse. */
  public Column scale() {
    return scale;
  }

  /** Shapes of the responses in that direction. */
  public Column shape() {
    return shape;
  }

  /** Multipliers of the steps up, for {@link #blendScales}. */
  public Column upScale() {
    return upScale;
  }

  /** Multipliers of the steps down. */
  public Column downScale() {
    return downScale;
  }

  /** Shapes of the responses up, for {@link #blendShapes}. */
  public Column upShape() {
    return upShape;
  }

  /** Shapes of the responses down. */
  public Column downShape() {
    return downShape;
  }

  /** Chooses multipliers by direction. */
  public void blendScales() {
    blend(upScale, downScale, scale);
  }

  /** Chooses shapes by direction. */
  public void blendShapes() {
    blend(upShape, downShape, shape);
  }

  private void blend(Column up, Column down, Column into) {
    double[] ifUp = up.values;
    double[] ifDown = down.values;
    double[] chosen = into.values;
    double[] r = raised.values;
    for (int n = 0; n < size; n++) {
      chosen[n] = r[n] * ifUp[n] + (1 - r[n]) * ifDown[n];
    }
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
  Column travelled() {
    double[] g = conductance.values;
    double[] r = raised.values;
    double[] distance = travelled.values;
    for (int n = 0; n < size; n++) {
      distance[n] = r[n] * g[n] + (1 - r[n]) * (1 - g[n]);
    }
    return travelled;
  }

  /**
   * Moves the conductances by the steps, to numbers of single precision within the bounds; a device
   * beyond its own bound does not come back at once.
   */
  public void move() {
    double[] g = conductance.values;
    double[] along = step.values;
    double[] lowest = low.values;
    double[] highest = high.values;
    double[] r = raised.values;
    for (int n = 0; n < size; n++) {
      double reached = g[n] + (2 * r[n] - 1) * along[n];
      double raised = Math.max(Math.min(lowest[n], g[n]), reached);
      g[n] = single(Math.min(Math.max(highest[n], g[n]), raised));
    }
  }

  /** Whether no device is beyond its own bounds; none comes to be so by pulses. */
  public boolean areWithinBounds() {
    double[] g = conductance.values;
    double[] lowest = low.values;
    double[] highest = high.values;
    boolean within = true;
    for (int n = 0; n < size; n++) {
      within &= g[n] >= lowest[n] & g[n] <= highest[n];
    }
    return within;
  }

  /** The same as {@link #move}, if all {@link #areWithinBounds}. */
  public void moveWithinBounds() {
    double[] g = conductance.values;
    double[] along = step.values;
    double[] lowest = low.values;
    double[] highest = high.values;
    double[] r = raised.values;
    for (int n = 0; n < size; n++) {
      double reached = g[n] + (2 * r[n] - 1) * along[n];
      g[n] = single(Math.min(highest[n], Math.max(lowest[n], reached)));
    }
  }

  /**
   * The nearest number of single precision, by additions and multiplications alone (Veltkamp's
   * splitting), so that columns of them become vector instructions; conversions do not.
   */
  public static double single(double number) {
    double large = number * (0x1p29 + 1);
    return large - (large - number);
  }

  Polarity polarity(int n) {
    return raised.values[n] == 1 ? Polarity.UP : Polarity.DOWN;
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
    if (!inStep) {
      noise.normals(device, pulse, size, xi, draws);
    } else {
      if (round % 2 == 0) {
        noise.pairs(device, pulse, size, draws);
      }
      draws.takeNormals(round % 2, xi, size);
    }
    return xi;
  }
}
