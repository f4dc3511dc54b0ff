package dev.mho.device.array;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.retention.Drift;
import java.util.Optional;

/**
 * A sampled population of one technology: rows × cols devices as flat arrays, row-major, index =
 * row · cols + col.
 *
 * <p>State is normalised conductance g as it was right after the device's last write or pulse; what
 * a read sees at emulated time t is {@link #conductance(int, double)}. Every draw depends on the
 * device's global position and on how many pulses or writes it has had, so neither threads nor the
 * split into tiles change a device.
 *
 * <p>Memory per device: 4 bytes state and 4 bytes pulse count, plus 8 for own bounds, 8 for own
 * steps, 12 for drift and 1 for faults, each only where the model has them.
 *
 * <p>Different devices may be used by different threads at the same time; one device may not.
 */
public final class DeviceArray {
  private final DeviceModel model;
  private final Placement placement;
  private final NoiseStream cycleNoise;
  private final NoiseStream writeNoise;

  private final PulseResponse response;
  private final double cycleSigma;
  private final boolean cycleRelativeToRange;
  private final Drift drift;
  private final ReadNoise readNoise;
  private final ProgrammingError programmingError;
  private final double offsetRatio;

  private final float[] state;
  private final int[] pulses;
  private final float[] low;
  private final float[] high;
  private final float[] upScale;
  private final float[] downScale;
  private final float[] exponent;
  private final double[] writtenAt;
  private final boolean[] stuck;
  private int writes;
  private double earliestWrite;

  /**
   * Samples a population; every device starts in the middle of its own range (stuck ones where they
   * are stuck) at time 0.
   *
   * @param model the technology
   * @param placement shape and position in the layer
   * @param stream the population's own stream
   */
  public DeviceArray(DeviceModel model, Placement placement, NoiseStream stream) {
    this.model = model;
    this.placement = placement;
    this.cycleNoise = stream.child("cycle-to-cycle");
    this.writeNoise = stream.child("programming-error");
    this.response = model.response().orElse(null);
    Optional<CycleToCycle> cycle = model.response().flatMap(PulseResponse::cycleToCycle);
    this.cycleSigma = cycle.map(CycleToCycle::sigma).orElse(0.0);
    this.cycleRelativeToRange =
        cycle.map(c -> c.relativeTo() == CycleToCycle.Reference.RANGE).orElse(false);
    this.drift = model.drift().orElse(null);
    this.readNoise = model.readNoise().orElse(null);
    this.programmingError = model.programmingError().orElse(null);
    ConductanceRange range = model.conductance();
    this.offsetRatio = range.minSiemens() / range.span();

    int size = placement.size();
    state = new float[size];
    pulses = new int[size];
    boolean ownBounds = range.minSpread() > 0 || range.maxSpread() > 0;
    low = ownBounds ? new float[size] : null;
    high = ownBounds ? new float[size] : null;
    Optional<DeviceToDevice> spread = model.response().flatMap(PulseResponse::deviceToDevice);
    upScale = spread.isPresent() ? new float[size] : null;
    downScale = spread.isPresent() ? new float[size] : null;
    exponent = drift == null ? null : new float[size];
    writtenAt = drift == null ? null : new double[size];
    stuck = model.faults().isPresent() ? new boolean[size] : null;
    sample(stream.child("device-to-device"), range, spread);
  }

  private void sample(
      NoiseStream population, ConductanceRange range, Optional<DeviceToDevice> spread) {
    NoiseStream faultDraws = population.child("faults");
    for (int i = 0; i < state.length; i++) {
      long device = placement.globalIndex(i);
      if (low != null) {
        low[i] = (float) (0.5 - Math.abs(0.5 + range.minSpread() * population.normal(device, 0)));
        high[i] = (float) (0.5 + Math.abs(0.5 + range.maxSpread() * population.normal(device, 1)));
      }
      if (upScale != null) {
        double common = 1 + spread.get().step() * population.normal(device, 2);
        double imbalance = spread.get().asymmetry() * population.normal(device, 3);
        upScale[i] = (float) Math.abs(common + imbalance);
        downScale[i] = (float) Math.abs(common - imbalance);
      }
      if (exponent != null) {
        exponent[i] = (float) drift.exponent(population.normal(device, 4));
      }
      state[i] = (float) ((low(i) + high(i)) / 2);
      if (stuck != null) {
        placeFault(
            i, model.faults().get(), faultDraws.uniform(device, 0), faultDraws.uniform(device, 1));
      }
    }
  }

  private void placeFault(int i, Faults faults, double kind, double between) {
    stuck[i] = kind < faults.fraction();
    if (kind < faults.stuckMin()) {
      state[i] = 0;
    } else if (kind < faults.stuckMin() + faults.stuckMax()) {
      state[i] = 1;
    } else if (stuck[i]) {
      state[i] = (float) between;
    }
  }

  /** The technology. */
  public DeviceModel model() {
    return model;
  }

  /** Shape and position. */
  public Placement placement() {
    return placement;
  }

  /** Number of devices. */
  public int size() {
    return state.length;
  }

  /** The device's own lower bound. */
  public double low(int device) {
    return low == null ? 0 : low[device];
  }

  /** The device's own upper bound. */
  public double high(int device) {
    return high == null ? 1 : high[device];
  }

  /** Whether no pulse and no write moves the device. */
  public boolean isStuck(int device) {
    return stuck != null && stuck[device];
  }

  /** Normalised conductance right after the last write or pulse. */
  public float state(int device) {
    return state[device];
  }

  /** Number of pulses the device has received in its life. */
  public int pulseCount(int device) {
    return pulses[device];
  }

  /**
   * Normalised conductance at emulated time {@code now}, without read noise; may lie below the
   * device's lower bound after drift.
   */
  public float conductance(int device, double now) {
    if (drift == null || isStuck(device) || now - writtenAt[device] <= drift.onsetSeconds()) {
      return state[device];
    }
    double factor = drift.factor(now - writtenAt[device], exponent[device]);
    return (float) ((state[device] + offsetRatio) * factor - offsetRatio);
  }

  /** Whether at time {@code now} some device may differ from its state by drift. */
  public boolean drifts(double now) {
    return drift != null && now - earliestWrite > drift.onsetSeconds();
  }

  /**
   * Variance of one read of a device whose normalised conductance is {@code g}, fraction of the
   * range squared; zero where the model has no read noise.
   */
  public double readVariance(double g) {
    if (readNoise == null) {
      return 0;
    }
    double sigma = readNoise.sigma(g + offsetRatio);
    return sigma * sigma;
  }

  /**
   * Writes every device towards its target: clipped to its own bounds, missed by the programming
   * error, ignored by stuck devices.
   *
   * @param target normalised conductances, one a device
   * @param now emulated time in seconds
   */
  public void program(float[] target, double now) {
    if (target.length != state.length) {
      throw new IllegalArgumentException(
          target.length + " targets for " + state.length + " devices");
    }
    for (int i = 0; i < state.length; i++) {
      if (!Float.isFinite(target[i])) {
        throw new BadInputException("programming target of device " + i + " is " + target[i]);
      }
    }
    for (int i = 0; i < state.length; i++) {
      if (isStuck(i)) {
        continue;
      }
      double g = Math.min(high(i), Math.max(low(i), target[i]));
      if (programmingError != null) {
        g += programmingError.sigma(g) * writeNoise.normal(placement.globalIndex(i), writes);
        g = Math.min(high(i), Math.max(low(i), g));
      }
      state[i] = (float) g;
      if (writtenAt != null) {
        writtenAt[i] = now;
      }
    }
    writes++;
    earliestWrite = now;
  }

  /**
   * Applies a train of equal pulses, one after the other. Each pulse starts from the conductance
   * that drift has left and restarts the drift clock.
   *
   * @param count number of pulses, ≥ 0
   * @param now emulated time in seconds
   */
  public void pulse(int device, int count, Polarity polarity, double now) {
    if (count < 0) {
      throw new IllegalArgumentException(count + " pulses");
    }
    if (count == 0) {
      return;
    }
    int first = pulses[device];
    pulses[device] = first + count;
    if (isStuck(device)) {
      return;
    }
    double scale = polarity == Polarity.UP ? scale(upScale, device) : scale(downScale, device);
    int sign = polarity.sign();
    long global = cycleSigma == 0 ? 0 : placement.globalIndex(device);
    float g = conductance(device, now);
    // Drift may have left the device below its own bound; no pulse lifts it back at once.
    float lo = Math.min((float) low(device), g);
    float hi = (float) high(device);
    for (int k = 0; k < count; k++) {
      double step = scale * response.step(polarity, g, lo, hi);
      if (cycleSigma != 0) {
        double xi = cycleNoise.normal(global, first + k);
        step = cycleRelativeToRange ? step + sign * cycleSigma * xi : step * (1 + cycleSigma * xi);
      }
      g = Math.min(hi, Math.max(lo, (float) (g + sign * step)));
    }
    state[device] = g;
    if (writtenAt != null) {
      writtenAt[device] = now;
    }
  }

  /**
   * Moves a device by exactly {@code change}, without pulses, clipped to its bounds only if {@code
   * bounded}: the ideal device that pulse trains are compared with.
   */
  public void shift(int device, double change, boolean bounded, double now) {
    if (change == 0 || isStuck(device)) {
      return;
    }
    float before = conductance(device, now);
    float g = (float) (before + change);
    float lo = Math.min((float) low(device), before);
    state[device] = bounded ? Math.min((float) high(device), Math.max(lo, g)) : g;
    if (writtenAt != null) {
      writtenAt[device] = now;
    }
  }

  private static double scale(float[] scales, int device) {
    return scales == null ? 1 : scales[device];
  }
}
