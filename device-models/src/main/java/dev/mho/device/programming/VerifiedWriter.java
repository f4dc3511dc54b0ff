package dev.mho.device.programming;

import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;

/**
 * Programs an array by {@linkplain PulseAndVerify pulses and verifying reads}. It knows of a device
 * only what its reads say, noise included: stuck devices and targets out of reach cost every pulse
 * that is allowed, as they do on hardware.
 *
 * <p>A one-directional device below its target is pulsed up; above it is reset and approached from
 * below again. Read noise is drawn for each device, verify and read apart, so the bits depend
 * neither on the number of threads nor on the split into tiles.
 */
public final class VerifiedWriter {
  private static final int BLOCK = 256;

  private final PulseAndVerify spec;
  private final DeviceArray devices;
  private final NoiseStream reads;
  private final Workers workers;
  private final boolean lowers;
  private int calls;

  /**
   * Prepares the programming of an array.
   *
   * @param stream of the reads; every call of {@link #program} draws anew
   * @param workers threads; any number gives the same bits
   * @throws BadInputException if the array's devices have no pulse response
   */
  public VerifiedWriter(
      PulseAndVerify spec, DeviceArray devices, NoiseStream stream, Workers workers) {
    DeviceModel model = devices.model();
    this.spec = spec;
    this.devices = devices;
    this.reads = stream.child("verify");
    this.workers = workers;
    this.lowers =
        model
            .response()
            .map(PulseResponse::lowers)
            .orElseThrow(
                () ->
                    new BadInputException(
                        "device "
                            + model.name()
                            + " has no pulse response: pulses cannot program it"));
  }

  /**
   * Brings every device towards its target.
   *
   * @param target normalised conductances, one a device, row-major
   * @param now emulated time of the first read, seconds
   * @throws BadInputException if a target is not a finite number
   */
  public ProgrammingReport program(float[] target, double now) {
    requireTargets(target);
    int size = devices.size();
    int[] pulses = new int[size];
    Outcome[] outcomes = new Outcome[size];
    NoiseStream noise = reads.child(calls++);
    workers.forBlocks(
        size,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            Approach approach = approach(i, target[i], now, noise);
            pulses[i] = approach.pulses;
            outcomes[i] = approach.verified ? Outcome.VERIFIED : failure(i, target[i]);
          }
        });
    return report(target.clone(), pulses, outcomes, now);
  }

  private void requireTargets(float[] target) {
    if (target.length != devices.size()) {
      throw new IllegalArgumentException(
          target.length + " targets for " + devices.size() + " devices");
    }
    for (int i = 0; i < target.length; i++) {
      if (!Float.isFinite(target[i])) {
        throw new BadInputException("programming target of device " + i + " is " + target[i]);
      }
    }
  }

  private record Approach(int pulses, boolean verified) {}

  /** Pulses a device until it is verified or given up. */
  private Approach approach(int device, double target, double now, NoiseStream noise) {
    int round = 0;
    double missing = target - verify(device, now, 0, noise);
    while (Math.abs(missing) > spec.tolerance() && round < spec.mostPulses()) {
      round++;
      nudge(device, missing, startOf(round, now));
      missing = target - verify(device, now, round, noise);
    }
    return new Approach(round, Math.abs(missing) <= spec.tolerance());
  }

  /** When a round begins, and the pulse of the round before has ended. */
  private double startOf(int round, double now) {
    return now + round * spec.roundSeconds();
  }

  /** Mean of the reads of a round. */
  private double verify(int device, double now, int round, NoiseStream noise) {
    long global = devices.placement().globalIndex(device);
    double sum = 0;
    for (int read = 0; read < spec.reads(); read++) {
      double at = startOf(round, now) + read * spec.readSeconds();
      double present = devices.conductance(device, at);
      double variance = devices.readVariance(device, present, at);
      sum += present;
      if (variance > 0) {
        sum += Math.sqrt(variance) * noise.normal(global, (long) round * spec.reads() + read);
      }
    }
    return sum / spec.reads();
  }

  private void nudge(int device, double missing, double at) {
    if (missing > 0) {
      devices.pulse(device, 1, Polarity.UP, at);
    } else if (lowers) {
      devices.pulse(device, 1, Polarity.DOWN, at);
    } else {
      devices.reset(device, at);
    }
  }

  private Outcome failure(int device, double target) {
    if (devices.isStuck(device)) {
      return Outcome.STUCK;
    }
    return isReachable(device, target) ? Outcome.PULSE_LIMIT : Outcome.UNREACHABLE;
  }

  private boolean isReachable(int device, double target) {
    double held = devices.model().conductance().nearestLevel(target);
    double nearest = Math.min(devices.high(device), Math.max(devices.low(device), held));
    return Math.abs(target - nearest) <= spec.tolerance();
  }

  private ProgrammingReport report(float[] target, int[] pulses, Outcome[] outcomes, double now) {
    int rounds = 0;
    for (int given : pulses) {
      rounds = Math.max(rounds, given);
    }
    double end = startOf(rounds, now) + spec.verifySeconds();
    float[] reached = new float[target.length];
    workers.forBlocks(
        target.length,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            reached[i] = devices.conductance(i, end);
          }
        });
    return new ProgrammingReport(target, reached, pulses, outcomes, end - now);
  }
}
