package dev.mho.calibration.pulse;

import dev.mho.device.format.BadInputException;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CumulativeExponential;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.ExponentialStep;
import dev.mho.device.response.LinearStep;
import dev.mho.device.response.PiecewiseStep;
import dev.mho.device.response.PowerStep;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.SoftBounds;
import java.util.Optional;

/** Puts spreads beside a mean response. */
final class Spreads {
  private Spreads() {}

  static PulseResponse of(
      PulseResponse mean, Optional<CycleToCycle> cycles, Optional<DeviceToDevice> devices) {
    if (mean instanceof ConstantStep r) {
      return new ConstantStep(r.up(), r.down(), cycles, devices);
    } else if (mean instanceof LinearStep r) {
      return new LinearStep(r.up(), r.down(), cycles, devices);
    } else if (mean instanceof SoftBounds r) {
      return new SoftBounds(r.up(), r.down(), r.pivot(), cycles, devices);
    } else if (mean instanceof CumulativeExponential r) {
      return new CumulativeExponential(r.up(), r.down(), cycles, devices);
    } else if (mean instanceof PowerStep r) {
      return new PowerStep(r.up(), r.down(), cycles, devices);
    } else if (mean instanceof ExponentialStep r) {
      return new ExponentialStep(r.up(), r.down(), cycles, devices);
    } else if (mean instanceof PiecewiseStep r) {
      return new PiecewiseStep(r.up(), r.down(), cycles, devices);
    }
    throw BadInputException.at("response", mean.getClass().getSimpleName(), "a fitted family");
  }
}
