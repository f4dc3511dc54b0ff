package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.Presets;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import java.util.Arrays;
import java.util.List;
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

  /**
   * The step grows with the weight: its slope is minus that of a bound 0.01 beyond the lower one.
   */
  @Test
  void reversedLinearStep() {
    Curve curve = Curve.read("LinearStep_reverse_up");
    double gamma = curve.parameter("gamma_up");
    double beyond = -curve.min + curve.parameter("reverse_offset");
    double range = curve.max - curve.min;
    double atMin = 1 + gamma * curve.min / beyond;
    curve.assertFollowedBy(
        new LinearStep(
            new LinearStep.Branch(curve.up * atMin / range, -gamma * range / (beyond * atMin)),
            Optional.of(linear(curve.down, curve.parameter("gamma_down"), -curve.min, -curve.max)),
            Optional.empty(),
            Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PowStep", "PowStepReference"})
  void powerStep(String name) {
    Curve curve = Curve.read(name);
    double range = curve.max - curve.min;
    double gamma = curve.parameter("pow_gamma");
    double lessDown = 1 - Math.max(0, curve.parameter("pow_up_down"));
    PowerStep response =
        new PowerStep(
            new PowerStep.Branch(curve.up / range, gamma),
            Optional.of(new PowerStep.Branch(curve.down / range, gamma * lessDown)),
            Optional.empty(),
            Optional.empty());
    curve.assertFollowedBy(response);
    if (name.endsWith("Reference")) {
      double zero = -curve.min / range;
      double reference = response.symmetryPoint(Specimen.nominal(response));
      assertEquals(curve.reference, (reference - zero) * range, 2e-6);
    }
  }

  @Test
  void referenceOfSoftBounds() {
    Curve curve = Curve.read("SoftBoundsReference");
    double range = curve.max - curve.min;
    double zero = -curve.min / range;
    SoftBounds response =
        new SoftBounds(
            curve.up / range,
            Optional.of(curve.down / range),
            zero,
            Optional.empty(),
            Optional.empty());
    double mean = curve.parameter("reference_mean");
    DeviceArray device =
        new DeviceArray(
            TestDevice.plain()
                .response(response)
                .parts(p -> p.reference(Optional.of(new Reference(true, mean / range, 0))))
                .model(),
            Placement.whole(1, 1),
            NoiseStream.root(1));
    assertEquals(curve.reference, (device.reference(0) - zero) * range, 2e-6);
    double[] weights =
        Golden.vector(
            Golden.read("aihwkit/pulse_response.json").get("SoftBoundsReference").get("trace"));
    device.program(new float[] {(float) device.reference(0)}, 0);
    for (int pulse = 1; pulse < weights.length; pulse++) {
      device.pulse(0, 1, Curve.polarity(pulse), 0);
      double weight = (device.state(0) - device.reference(0)) * range;
      assertEquals(weights[pulse], weight, 2e-6, "pulse " + pulse);
    }
  }

  @Test
  void piecewiseStep() {
    Curve curve = Curve.read("PiecewiseStep");
    double range = curve.max - curve.min;
    curve.assertFollowedBy(
        new PiecewiseStep(
            scaled(curve.parameters.get("piecewise_up"), curve.up / range),
            Optional.of(scaled(curve.parameters.get("piecewise_down"), curve.down / range)),
            Optional.empty(),
            Optional.empty()));
  }

  private static List<Double> scaled(JsonNode nodes, double step) {
    return Arrays.stream(Golden.vector(nodes)).map(node -> node * step).boxed().toList();
  }

  /**
   * aihwkit's SoftBoundsPmax is defined to go from range_min to range_max in p_max pulses and
   * passes it, 1.247 instead of 1. Ours, of the same curve x(p) = b (1 − e^(−αp)), ends where it
   * should.
   */
  @Test
  void softBoundsByPulsesReachTheirEnd() {
    JsonNode golden = Golden.read("aihwkit/pulse_response.json").get("SoftBoundsPmax");
    JsonNode parameters = golden.get("params_noise_free");
    int pulses = parameters.get("p_max").asInt();
    double min = parameters.get("range_min").asDouble();
    double max = parameters.get("range_max").asDouble();
    assertEquals(1.2469, golden.get("trace").get(pulses).asDouble(), 1e-4, "theirs");

    double alpha = parameters.get("alpha").asDouble();
    double label = CumulativeExponential.labelOfShape(1 / (alpha * pulses));
    DeviceArray device =
        Curve.device(
            new CumulativeExponential(
                new CumulativeExponential.Branch(label, pulses),
                Optional.of(new CumulativeExponential.Branch(-label, pulses)),
                Optional.empty(),
                Optional.empty()));
    device.program(new float[] {0}, 0);
    for (int pulse = 1; pulse <= pulses; pulse++) {
      device.pulse(0, 1, Polarity.UP, 0);
      double expected =
          min + (max - min) * Math.expm1(-alpha * pulse) / Math.expm1(-alpha * pulses);
      assertEquals(expected, min + (max - min) * device.state(0), 5e-6, "pulse " + pulse);
    }
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
      JsonNode parameters,
      double up,
      double down,
      double min,
      double max,
      double reference,
      double[] g) {

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
          reference,
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
