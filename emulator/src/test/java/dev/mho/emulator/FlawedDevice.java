package dev.mho.emulator;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.TestDevice;
import dev.mho.device.fault.Faults;
import dev.mho.device.noise.PolynomialError;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.retention.PowerLawDrift;
import java.util.List;
import java.util.Optional;

/** A device with every flaw that can be emulated; it drifts from 1 µs after a write. */
public final class FlawedDevice {
  /** Its model. */
  public static final DeviceModel MODEL =
      TestDevice.plain()
          .range(new ConductanceRange(1e-6, 1e-5, 0.1, 0.1))
          .response(
              new SoftBounds(
                  new SoftBounds.Branch(0.01, 1.2),
                  new SoftBounds.Branch(0.015, 1.1),
                  Optional.of(new CycleToCycle(0.3, CycleToCycle.Reference.STEP)),
                  Optional.of(new DeviceToDevice(0.2, 0.1))))
          .readNoise(new WhiteReadNoise(0.01, 0.05))
          .programmingError(new PolynomialError(List.of(0.02, 0.01)))
          .drift(new PowerLawDrift(1e-6, 0.05, 0.02))
          .faults(new Faults(0.05, 0.05, 0.02))
          .model();

  private FlawedDevice() {}

  /** An array with every effect. */
  public static TestArray array() {
    return TestArray.of(MODEL).dac(7).adc(9, 12).absMax().trains(31);
  }
}
