package dev.mho.device;

import dev.mho.device.curve.Polynomial;
import dev.mho.device.fault.Faults;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.Reach;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.noise.WriteNoise;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.retention.Drift;
import dev.mho.device.spread.Spread;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A device of 0 to 1 S of which only the parts under test are known. */
public final class TestDevice {
  private ConductanceRange range = ConductanceRange.of(0, 1);
  private PulseResponse response;
  private ReadNoise readNoise;
  private ProgrammingError programmingError;
  private Drift drift;
  private Faults faults;
  private WriteNoise writeNoise;
  private UnaryOperator<DeviceModel.Builder> rest = UnaryOperator.identity();

  private TestDevice() {}

  public static TestDevice plain() {
    return new TestDevice();
  }

  public TestDevice range(ConductanceRange other) {
    range = other;
    return this;
  }

  public TestDevice response(PulseResponse other) {
    response = other;
    return this;
  }

  public TestDevice readNoise(ReadNoise other) {
    readNoise = other;
    return this;
  }

  public TestDevice programmingError(ProgrammingError other) {
    programmingError = other;
    return this;
  }

  public TestDevice drift(Drift other) {
    drift = other;
    return this;
  }

  public TestDevice faults(Faults other) {
    faults = other;
    return this;
  }

  public TestDevice writeNoise(double ofRange) {
    writeNoise = new WriteNoise(ofRange);
    return this;
  }

  /** Sets the rarer parts. */
  public TestDevice parts(UnaryOperator<DeviceModel.Builder> setting) {
    rest = setting;
    return this;
  }

  /** A range whose bounds differ from device to device, both spreads normal. */
  public static ConductanceRange spread(double min, double max, double ofMin, double ofMax) {
    return new ConductanceRange(
        min, max, Spread.normal(ofMin), Spread.normal(ofMax), Optional.empty());
  }

  /** A normal programming error within the bounds, σ a polynomial of G/G_max. */
  public static ProgrammingError error(Double... coefficients) {
    return new ProgrammingError(
        new Polynomial(List.of(coefficients)), ProgrammingError.Shape.NORMAL, Reach.BOUNDS);
  }

  public DeviceModel model() {
    DeviceModel.Builder builder =
        DeviceModel.named("test", "made up", range, Provenance.of("none"))
            .response(Optional.ofNullable(response))
            .writeNoise(Optional.ofNullable(writeNoise))
            .readNoise(Optional.ofNullable(readNoise))
            .programmingError(Optional.ofNullable(programmingError))
            .drift(Optional.ofNullable(drift))
            .faults(Optional.ofNullable(faults));
    return rest.apply(builder).build();
  }
}
