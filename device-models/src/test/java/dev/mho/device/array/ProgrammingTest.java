package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.DeviceModel;
import dev.mho.device.Golden;
import dev.mho.device.Presets;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a write lands. */
class ProgrammingTest {
  private static final int DEVICES = 100_000;

  @Test
  void withoutErrorItLandsOnTheTarget() {
    DeviceArray devices = devices(TestDevice.plain().model());
    devices.program(targets(0.3f), 0);
    assertEquals(0.3f, devices.state(0));
  }

  @Test
  void targetsAreClippedToTheDevicesOwnBounds() {
    DeviceArray devices =
        devices(TestDevice.plain().range(TestDevice.spread(0, 1, 0.1, 0.1)).model());
    devices.program(targets(2), 0);
    assertEquals((float) devices.high(5), devices.state(5));
    devices.program(targets(-2), 0);
    assertEquals((float) devices.low(5), devices.state(5));
  }

  @ParameterizedTest
  @ValueSource(floats = {0.25f, 0.5f, 0.75f})
  void errorFollowsThePolynomial(float target) {
    DeviceArray devices = devices(withError(0.01, 0.02, -0.01));
    devices.program(targets(target), 0);
    double sigma = 0.01 + 0.02 * target - 0.01 * target * target;
    Sample.assertNormal(target, sigma, states(devices));
  }

  @Test
  void eachWriteMissesAnew() {
    DeviceArray devices = devices(withError(0.02));
    devices.program(targets(0.5f), 0);
    double[] first = states(devices);
    devices.program(targets(0.5f), 0);
    Sample.assertUncorrelated(first, states(devices), "of two writes");
  }

  @Test
  void halfOfTheWritesToABoundStopThere() {
    DeviceArray devices = devices(withError(0.1));
    devices.program(targets(1), 0);
    Sample.assertCount(0.5, DEVICES, Arrays.stream(states(devices)).filter(g -> g == 1).count());
  }

  @Test
  void negativeSigmaIsNone() {
    assertEquals(0, TestDevice.error(0.1, -0.5).level(0.9));
  }

  /** The golden σ is the difference of two floats near the target: off by 2⁻¹⁹ µS below 25 µS. */
  @Test
  void presetOfNandakumar() {
    JsonNode golden = Golden.read("aihwkit/inference_noise.json").get("PCMLikeNoiseModel_default");
    DeviceModel model = Presets.get("pcm-nandakumar-2019");
    double[] target = Golden.vector(golden.get("g_target_uS"));
    double[] sigma = Golden.vector(golden.get("prog_std_uS"));
    for (int i = 0; i < target.length; i++) {
      double g = model.conductance().normalised(target[i] * 1e-6);
      double found = model.programmingError().orElseThrow().level(g);
      assertEquals(sigma[i], found * model.conductance().span() * 1e6, 0x1p-18);
    }
  }

  @Test
  void targetsMustBeAsManyAsDevices() {
    DeviceArray devices = devices(TestDevice.plain().model());
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> devices.program(new float[3], 0));
    assertEquals("3 targets for 100000 devices", e.getMessage());
  }

  @Test
  void targetsMustBeFinite() {
    DeviceArray devices = devices(TestDevice.plain().model());
    float[] targets = targets(0.5f);
    targets[7] = Float.NaN;
    Exception e = assertThrows(BadInputException.class, () -> devices.program(targets, 0));
    assertEquals("programming target of device 7 is NaN", e.getMessage());
  }

  @Test
  void shiftIsExact() {
    DeviceArray devices = devices(TestDevice.plain().model());
    devices.shift(0, 0.25, true, 0);
    devices.shift(1, 0.75, true, 0);
    devices.shift(2, 0.75, false, 0);
    assertEquals(0.75f, devices.state(0));
    assertEquals(1f, devices.state(1));
    assertEquals(1.25f, devices.state(2));
  }

  private static DeviceModel withError(Double... coefficients) {
    return TestDevice.plain().programmingError(TestDevice.error(coefficients)).model();
  }

  private static DeviceArray devices(DeviceModel model) {
    return new DeviceArray(model, Placement.whole(DEVICES / 10, 10), NoiseStream.root(10));
  }

  private static float[] targets(float g) {
    float[] targets = new float[DEVICES];
    Arrays.fill(targets, g);
    return targets;
  }

  private static double[] states(DeviceArray devices) {
    double[] states = new double[DEVICES];
    Arrays.setAll(states, devices::state);
    return states;
  }
}
