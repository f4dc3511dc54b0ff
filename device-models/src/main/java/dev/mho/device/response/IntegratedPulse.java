package dev.mho.device.response;

import dev.mho.device.PulseTable.Pulse;
import dev.mho.device.compact.CompactModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * The step that a compact model makes under a rectangular pulse of stated volts and seconds: the
 * conductance gives the model's state, the state is integrated over the pulse, and what it conducts
 * afterwards at the read voltage gives the new conductance. g = 0 and g = 1 are what the model
 * conducts at its off and on states.
 *
 * @param device the compact model
 * @param set pulse up
 * @param reset pulse down; empty: one-directional
 * @param readVolts voltage at which the conductance is defined, not zero
 * @param timeStep longest step of the integration in seconds, > 0
 */
public record IntegratedPulse(
    CompactModel device,
    Pulse set,
    Optional<Pulse> reset,
    double readVolts,
    double timeStep,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  public IntegratedPulse {
    Check.present("device", device);
    Check.present("set", set);
    if (Check.finite("read_volts", readVolts) == 0) {
      throw BadInputException.at("read_volts", "0.0", "a finite number, not zero");
    }
    Check.positive("time_step", timeStep);
    DeviceToDevice.requireNoShape(deviceToDevice, "integrated-pulse");
    requireMotion(Polarity.UP, set, device, readVolts, timeStep);
    reset.ifPresent(p -> requireMotion(Polarity.DOWN, p, device, readVolts, timeStep));
  }

  private static void requireMotion(
      Polarity polarity, Pulse pulse, CompactModel device, double readVolts, double timeStep) {
    double middle = (device.offState() + device.onState()) / 2;
    double after = device.apply(middle, pulse.volts(), pulse.seconds(), timeStep);
    double before = device.conductance(middle, readVolts);
    if (polarity.sign() * (device.conductance(after, readVolts) - before) <= 0) {
      boolean up = polarity == Polarity.UP;
      throw BadInputException.at(
          up ? "set" : "reset",
          pulse.volts()
              + " V for "
              + pulse.seconds()
              + " s, which does not "
              + (up ? "raise" : "lower")
              + " the conductance",
          "a pulse that does");
    }
  }

  /** What the model conducts at its off state, in siemens. */
  public double offSiemens() {
    return device.conductance(device.offState(), readVolts);
  }

  /** What the model conducts at its on state, in siemens. */
  public double onSiemens() {
    return device.conductance(device.onState(), readVolts);
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    Pulse pulse = polarity.of(set, reset);
    double span = onSiemens() - offSiemens();
    double before = Math.max(0, Math.min(1, g));
    double state = device.stateAt(offSiemens() + before * span, readVolts);
    double after = device.apply(state, pulse.volts(), pulse.seconds(), timeStep);
    double reached = (device.conductance(after, readVolts) - offSiemens()) / span;
    return own.scale(polarity) * Math.max(0, polarity.sign() * (reached - before));
  }

  /** The mean step of the nominal device in the middle of its range. */
  @Override
  public double scale(Polarity polarity) {
    return step(polarity, 0.5, new Specimen(0, 1, 1, 1, 1, 1));
  }

  @Override
  public boolean lowers() {
    return reset.isPresent();
  }

  @Override
  public IntegratedPulse withoutCycleToCycle() {
    return new IntegratedPulse(
        device, set, reset, readVolts, timeStep, Optional.empty(), deviceToDevice);
  }

  @Override
  public IntegratedPulse withoutDeviceToDevice() {
    return new IntegratedPulse(
        device, set, reset, readVolts, timeStep, cycleToCycle, Optional.empty());
  }
}
