package dev.mho.emulator;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.TestDevice;
import dev.mho.device.fault.Faults;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.spread.Spread;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import java.util.Optional;

/** A device with every flaw that can be emulated; it drifts from 1 µs after a write. */
public final class FlawedDevice {
  /** Its model. */
  public static final DeviceModel MODEL =
      TestDevice.plain()
          .range(
              new ConductanceRange(
                  1e-6, 1e-5, Spread.normal(0.1), Spread.normal(0.1), Optional.of(4096)))
          .writeNoise(0.02)
          .response(
              new SoftBounds(
                  0.01,
                  Optional.of(0.015),
                  0.5,
                  Optional.of(CycleToCycle.ofStep(0.3)),
                  Optional.of(DeviceToDevice.ofStep(0.2, 0.1))))
          .readNoise(new WhiteReadNoise(0.01, 0.05))
          .programmingError(TestDevice.error(0.02, 0.01))
          .drift(new PowerLawDrift(1e-6, 0.05, 0.02))
          .faults(new Faults(0.05, 0.05, 0.02))
          .model();

  private FlawedDevice() {}

  /** An array with every effect. */
  public static TestArray array() {
    return TestArray.of(MODEL)
        .dac(7)
        .adc(9, 12)
        .absMax()
        .wires(new Wiring(WireResistance.segments(5), Topology.SEPARATE, 2))
        .trains(31);
  }
}
