package dev.mho.device;

import dev.mho.device.fault.Faults;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.retention.Drift;
import java.util.Map;
import java.util.Optional;

/** A device of 0 to 1 S of which only the parts under test are known. */
public final class TestDevice {
  private ConductanceRange range = new ConductanceRange(0, 1, 0, 0);
  private PulseResponse response;
  private ReadNoise readNoise;
  private ProgrammingError programmingError;
  private Drift drift;
  private Faults faults;

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

  public DeviceModel model() {
    return new DeviceModel(
        "test",
        "made up",
        range,
        Optional.ofNullable(response),
        Optional.ofNullable(readNoise),
        Optional.ofNullable(programmingError),
        Optional.ofNullable(drift),
        Optional.ofNullable(faults),
        Optional.empty(),
        new Provenance(
            "none",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of()));
  }
}
