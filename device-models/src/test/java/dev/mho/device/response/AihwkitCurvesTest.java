package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.Presets;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 200 pulses up, then 200 down, on the devices of IBM aihwkit. Its weight w between w_min and w_max
 * is g = (w − w_min)/(w_max − w_min) here; a reference cell is compared in w plus its reference.
 */
class AihwkitCurvesTest {
  private static final int PULSES = 200;

  /**
   * Half a unit in the last place of a float below one: the start here, the result here, and both
   * again in aihwkit.
   */
  private static final double ONE_PULSE = 4 * 0x1p-25;

  /** Equal steps round in the same sense, in both simulators. */
  private static final double ALL_PULSES = 2 * PULSES * 0x1p-25;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ConstantStep",
        "ConstantStep_up_down_negative",
        "preset_Idealized",
        "preset_GokmenVlasov"
      })
  void constantStep(String name) {
    Curve curve = Curve.read(name);
    double range = curve.max - curve.min;
    curve.assertFollowedBy(
        new ConstantStep(
            curve.up / range, Optional.of(curve.down / range), Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SoftBounds",
        "SoftBoundsPmax",
        "SoftBoundsReference",
        "preset_ReRamSB",
        "preset_ReRamArrayOM",
        "preset_ReRamArrayHfO2"
      })
  void softBounds(String name) {
    Curve curve = Curve.read(name);
    double range = curve.max - curve.min;
    curve.assertFollowedBy(
        new SoftBounds(
            curve.up / range,
            Optional.of(curve.down / range),
            -curve.min / range,
            Optional.empty(),
            Optional.empty()));
  }

  /** Δw = δ(1 − γ w/w_max). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LinearStep",
        "LinearStep_additive_flag",
        "preset_Capacitor",
        "preset_EcRam",
        "preset_EcRamMO"
      })
  void linearStep(String name) {
    Curve curve = Curve.read(name);
    curve.assertFollowedBy(
        new LinearStep(
            linear(curve.up, curve.parameter("gamma_up"), curve.max, curve.min),
            Optional.of(linear(curve.down, curve.parameter("gamma_down"), -curve.min, -curve.max)),
            Optional.empty(),
            Optional.empty()));
  }

  private static LinearStep.Branch linear(double step, double gamma, double near, double far) {
    double range = near - far;
    double largest = 1 - gamma * far / near;
    return new LinearStep.Branch(step * largest / range, gamma * range / (largest * near));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ExpStep_default_params", "ExpStep_asym_bounds", "preset_ReRamES", "preset_PCM"})
  void exponentialStep(String name) {
    Curve curve = Curve.read(name);
    double range = curve.max - curve.min;
    double slope = 2 * curve.parameter("a");
    double atMin = slope * curve.min / range + curve.parameter("b");
    double up = curve.parameter("gamma_up");
    double down = curve.parameter("gamma_down");
    curve.assertFollowedBy(
        new ExponentialStep(
            new ExponentialStep.Branch(
                curve.up / range, curve.parameter("A_up") * Math.exp(up * atMin), up * slope),
            Optional.of(
                new ExponentialStep.Branch(
                    curve.down / range,
                    curve.parameter("A_down") * Math.exp(-down * (atMin + slope)),
                    down * slope)),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void presetOfGong() {
    Curve.read("preset_ReRamES")
        .assertFollowedBy(Presets.get("reram-gong-2018").withoutCycleToCycle().response().get());
  }

  @Test
  void presetOfGokmen() {
    Curve.read("preset_GokmenVlasov")
        .assertFollowedBy(Presets.get("rpu-gokmen-2016").withoutCycleToCycle().response().get());
  }

  private record Curve(
      JsonNode parameters, double up, double down, double min, double max, double[] g) {

    static Curve read(String name) {
      JsonNode golden = Golden.read("aihwkit/pulse_response.json").get(name);
      JsonNode hidden = golden.get("hidden_parameters");
      double min = hidden.get("min_bound").asDouble();
      double max = hidden.get("max_bound").asDouble();
      double reference = hidden.path("reference").asDouble(0);
      double[] g = Golden.vector(golden.get("trace"));
      for (int i = 0; i < g.length; i++) {
        g[i] = (g[i] + reference - min) / (max - min);
      }
      return new Curve(
          golden.get("params_noise_free"),
          hidden.get("dwmin_up").asDouble(),
          hidden.get("dwmin_down").asDouble(),
          min,
          max,
          g);
    }

    double parameter(String name) {
      return parameters.get(name).asDouble();
    }

    void assertFollowedBy(PulseResponse response) {
      PulseResponse mean = response.withoutCycleToCycle().withoutDeviceToDevice();
      assertFollowedPulseByPulse(device(mean));
      assertFollowedToTheEnd(device(mean));
    }

    private static DeviceArray device(PulseResponse response) {
      return new DeviceArray(
          TestDevice.plain().response(response).model(),
          Placement.whole(1, 1),
          NoiseStream.root(1));
    }

    private void assertFollowedPulseByPulse(DeviceArray device) {
      for (int pulse = 1; pulse < g.length; pulse++) {
        device.program(new float[] {(float) g[pulse - 1]}, 0);
        device.pulse(0, 1, polarity(pulse), 0);
        assertEquals(g[pulse], device.state(0), ONE_PULSE, "pulse " + pulse);
      }
    }

    private void assertFollowedToTheEnd(DeviceArray device) {
      device.program(new float[] {(float) g[0]}, 0);
      for (int pulse = 1; pulse < g.length; pulse++) {
        device.pulse(0, 1, polarity(pulse), 0);
        assertEquals(g[pulse], device.state(0), ALL_PULSES, "pulse " + pulse);
      }
    }

    private static Polarity polarity(int pulse) {
      return pulse <= PULSES ? Polarity.UP : Polarity.DOWN;
    }
  }
}
