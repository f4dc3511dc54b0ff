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
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.Distortion;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.Levels;
import dev.mho.emulator.converter.Mismatch;
import dev.mho.emulator.converter.OutputShape;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.Rounding;
import dev.mho.emulator.converter.SenseStage;
import dev.mho.emulator.converter.StaticDrop;
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

  private static ReadPath reads() {
    Mismatch mismatch = new Mismatch(0.5, 0.01, 2);
    return ReadPath.BARE
        .with(
            Optional.of(new Dac(7)),
            Optional.of(new Adc(new Rounding(Levels.MID_TREAD, 9, false), -12, 12, mismatch)))
        .with(InputScaling.absMax())
        .withNoise(0.001, 0.01)
        .with(
            0.01,
            new Distortion(
                Optional.of(new StaticDrop(1, 1e4)),
                Optional.of(new SenseStage(0.001, 0.01, 0)),
                Optional.of(new OutputShape(0.1, 0, 12)),
                0.01));
  }

  /** An array with every effect. */
  public static TestArray array() {
    return TestArray.of(MODEL)
        .reads(reads())
        .wires(new Wiring(WireResistance.segments(5), Topology.SEPARATE, 2))
        .trains(31);
  }
}
