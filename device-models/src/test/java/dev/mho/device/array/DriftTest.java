package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.fault.Faults;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.retention.PowerLawDrift;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conductance against emulated time. */
class DriftTest {
  private static final double DAY = 86_400;

  /** Scenario U15: 25 µS, ν = 0.05, t₀ = 1 s. */
  @ParameterizedTest
  @CsvSource({
    "0, 25.000, 0.0005",
    "1, 25.000, 0.0005",
    "10, 22.281, 0.0005",
    "100, 19.858, 0.0005",
    "1000, 17.699, 0.0005",
    "10000, 15.774, 0.0005",
    "86400, 14.16, 0.005"
  })
  void powerLaw(double seconds, double microsiemens, double tolerance) {
    DeviceModel model =
        TestDevice.plain()
            .range(ConductanceRange.of(0, 25e-6))
            .drift(new PowerLawDrift(1, 0.05, 0))
            .model();
    DeviceArray device = written(model, 1, 0);
    assertEquals(
        microsiemens, model.conductance().siemens(device.conductance(0, seconds)) * 1e6, tolerance);
  }

  /** It is the whole G that decays, not the part above G_min. */
  @Test
  void actsOnSiemens() {
    ConductanceRange range = ConductanceRange.of(10e-6, 30e-6);
    DeviceModel model =
        TestDevice.plain().range(range).drift(new PowerLawDrift(1, 0.05, 0)).model();
    DeviceArray device = written(model, 0.25f, 0);
    assertEquals(15e-6 * Math.pow(1000, -0.05), range.siemens(device.conductance(0, 1000)), 1e-12);
  }

  @Test
  void timeCountsFromTheWrite() {
    DeviceArray early = written(drifting(), 0.8f, 0);
    DeviceArray late = written(drifting(), 0.8f, DAY);
    assertEquals(early.conductance(0, 3600), late.conductance(0, DAY + 3600));
  }

  @Test
  void lookingDoesNotDisturb() {
    DeviceArray looked = written(drifting(), 0.8f, 0);
    DeviceArray unseen = written(drifting(), 0.8f, 0);
    looked.conductance(0, 3600);
    assertEquals(unseen.conductance(0, 7200), looked.conductance(0, 7200));
    assertEquals(0.8f, looked.state(0));
  }

  @Test
  void exponentsSpreadOverThePopulation() {
    int count = 100_000;
    DeviceArray devices =
        new DeviceArray(
            TestDevice.plain().drift(new PowerLawDrift(1, 0.05, 0.008)).model(),
            Placement.whole(count, 1),
            NoiseStream.root(11));
    double[] exponents = new double[count];
    Arrays.setAll(exponents, i -> -Math.log(devices.conductance(i, DAY) / 0.5) / Math.log(DAY));
    Sample.assertNormal(0.05, 0.008, exponents);
  }

  @Test
  void exponentsAreNeverNegative() {
    PowerLawDrift drift = new PowerLawDrift(1, 0.01, 0.1);
    assertEquals(0.19, drift.exponent(0.5, -2), 1e-15);
  }

  @Test
  void pulsesStartFromWhatTimeHasLeftAndRestartTheClock() {
    DeviceModel model =
        TestDevice.plain()
            .response(new ConstantStep(0.1, Optional.of(0.1), Optional.empty(), Optional.empty()))
            .drift(new PowerLawDrift(1, 0.05, 0))
            .model();
    DeviceArray device = written(model, 0.5f, 0);
    float left = device.conductance(0, 1000);
    device.pulse(0, 1, Polarity.UP, 1000);
    assertEquals(left + 0.1, device.state(0), 1e-7);
    assertEquals(device.state(0), device.conductance(0, 1001));
    assertEquals(device.state(0) * Math.pow(10, -0.05), device.conductance(0, 1010), 1e-7);
  }

  @Test
  void shiftStartsFromWhatTimeHasLeftAndRestartsTheClock() {
    DeviceArray device = written(drifting(), 0.5f, 0);
    float left = device.conductance(0, 1000);
    device.shift(0, 0.1, true, 1000);
    assertEquals(left + 0.1, device.state(0), 1e-7);
    assertEquals(device.state(0), device.conductance(0, 1001));
  }

  @Test
  void noPulseLiftsWhatHasDriftedBelowItsBound() {
    DeviceModel model =
        TestDevice.plain()
            .range(ConductanceRange.of(10e-6, 20e-6))
            .response(new ConstantStep(0.01, Optional.of(0.01), Optional.empty(), Optional.empty()))
            .drift(new PowerLawDrift(1, 0.05, 0))
            .model();
    DeviceArray device = written(model, 0.1f, 0);
    float left = device.conductance(0, DAY);
    assertTrue(left < 0);
    device.pulse(0, 1, Polarity.DOWN, DAY);
    assertEquals(left, device.state(0));
    device.shift(0, -0.01, true, DAY);
    assertEquals(left, device.state(0));
    device.pulse(0, 1, Polarity.UP, DAY);
    assertEquals(left + 0.01, device.state(0), 1e-7);
  }

  @Test
  void stuckDevicesDoNotDrift() {
    DeviceModel model =
        TestDevice.plain()
            .drift(new PowerLawDrift(1, 0.05, 0.01))
            .faults(new Faults(0, 1, 0))
            .model();
    assertEquals(1, written(model, 0.5f, 0).conductance(0, DAY));
  }

  @Test
  void saysWhetherAnythingDrifts() {
    DeviceArray device = written(drifting(), 0.5f, 100);
    assertFalse(device.changes(101));
    assertTrue(device.changes(101.5));
    assertFalse(written(drifting().withoutDrift(), 0.5f, 0).changes(DAY));
  }

  private static DeviceModel drifting() {
    return TestDevice.plain().drift(new PowerLawDrift(1, 0.05, 0.01)).model();
  }

  private static DeviceArray written(DeviceModel model, float g, double now) {
    DeviceArray device = new DeviceArray(model, Placement.whole(1, 1), NoiseStream.root(12));
    device.program(new float[] {g}, now);
    return device;
  }
}
