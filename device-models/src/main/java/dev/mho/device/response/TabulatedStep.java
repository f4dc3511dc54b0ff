package dev.mho.device.response;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import java.util.Optional;

/**
 * The step as it was measured, mean and spread together: every pulse draws from the distribution of
 * changes at its conductance ({@link JumpTable}), times the device's multiplier. A drawn change may
 * go against the pulse, as measured ones do; the mean step is not below zero.
 *
 * <p>Source of the form: the jump tables of Sandia CrossSim (Plimpton et al. 2016), which {@link
 * JumpTableText} reads.
 *
 * @param up changes of a pulse up
 * @param down changes of a pulse down, positive where the conductance falls; empty: one-directional
 * @param draw whether pulses draw from the table or all make its mean step
 */
public record TabulatedStep(
    JumpTable up, Optional<JumpTable> down, Draw draw, Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  /** What a pulse takes from the table. */
  public enum Draw {
    /** A quantile at random. */
    @JsonProperty("quantile")
    QUANTILE,
    /** The mean. */
    @JsonProperty("mean")
    MEAN
  }

  public TabulatedStep {
    Check.present("up", up);
    Check.present("draw", draw);
    DeviceToDevice.requireNoShape(deviceToDevice, "tabulated-step");
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    return own.scale(polarity) * Math.max(0, polarity.of(up, down).mean(g));
  }

  @Override
  public double drawnStep(
      Polarity polarity, double g, Specimen own, NoiseStream noise, long device, long pulse) {
    if (draw == Draw.MEAN) {
      return step(polarity, g, own);
    }
    return own.scale(polarity) * polarity.of(up, down).quantile(g, noise.uniform(device, pulse));
  }

  @Override
  public void drawSteps(PulsedDevices devices, NoiseStream noise) {
    for (int i = 0; i < devices.size(); i++) {
      double step =
          drawnStep(
              devices.polarity(i),
              devices.conductance().get(i),
              devices.specimen(i),
              noise,
              devices.global(i),
              devices.pulse(i));
      devices.step().set(i, step);
    }
  }

  /** The mean step in the middle of the range. */
  @Override
  public double scale(Polarity polarity) {
    return Math.max(0, polarity.of(up, down).mean(0.5));
  }

  @Override
  public boolean lowers() {
    return down.isPresent();
  }

  @Override
  public boolean isRandom() {
    return draw == Draw.QUANTILE;
  }

  /** Empty: the spread is in the table. */
  @Override
  public Optional<CycleToCycle> cycleToCycle() {
    return Optional.empty();
  }

  @Override
  public TabulatedStep withoutCycleToCycle() {
    return new TabulatedStep(up, down, Draw.MEAN, deviceToDevice);
  }

  @Override
  public TabulatedStep withoutDeviceToDevice() {
    return new TabulatedStep(up, down, draw, Optional.empty());
  }
}
