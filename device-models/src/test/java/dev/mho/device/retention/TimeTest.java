package dev.mho.device.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.DeviceModel;
import dev.mho.device.Golden;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.curve.ClippedLogarithm;
import dev.mho.device.curve.Curve;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.random.WienerPath;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.retention.Relaxation.Snapshot;
import dev.mho.device.retention.Relaxation.TimeScale;
import dev.mho.device.spread.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relaxation, decay, diffusion and temperature. */
class TimeTest {
  private static final int DEVICES = 20_000;

  private static final Relaxation RELAXATION =
      new Relaxation(
          List.of(snapshot(1, 0, 0.01), snapshot(100, -0.02, 0.03), snapshot(1e4, -0.02, 0.05)),
          TimeScale.LOGARITHMIC);

  @Test
  void snapshotsAreReachedAndJoinedByStraightLines() {
    assertEquals(0.5, RELAXATION.after(0.5, 0.3, 2));
    assertEquals(0.48, RELAXATION.after(0.5, 100, 0), 1e-15);
    assertEquals(0.49, RELAXATION.after(0.5, 10, 0), 1e-15, "half way in log t");
    assertEquals(0.48 + Math.sqrt(0.03 * 0.03 - 1e-4), RELAXATION.after(0.5, 100, 1), 1e-15);
    assertEquals(RELAXATION.after(0.5, 1e4, 1), RELAXATION.after(0.5, 1e9, 1), "level beyond");
    Relaxation linear =
        new Relaxation(List.of(snapshot(0, 0, 0), snapshot(10, 1, 0)), TimeScale.LINEAR);
    assertEquals(0.75, linear.after(0.5, 2.5, 0), 1e-15);
  }

  /** What the write left is the write's; relaxation adds the rest in quadrature. */
  @Test
  void aPopulationHasTheSpreadOfTheSnapshot() {
    DeviceModel model =
        TestDevice.plain().programmingError(TestDevice.error(0.01)).drift(RELAXATION).model();
    DeviceArray devices = written(model);
    Sample.assertNormal(0.5, 0.01, seen(devices, 0.5));
    Sample.assertNormal(0.48, 0.03, seen(devices, 100));
    double[] first = seen(devices, 100);
    devices.program(targets(), 0);
    Sample.assertUncorrelated(first, seen(devices, 100), "of two writes");
  }

  @Test
  void snapshotsMustBeAscending() {
    assertMessage(
        "snapshots[1].seconds: found 1.0; allowed: more than that of the snapshot before, 1.0",
        () -> new Relaxation(List.of(snapshot(1, 0, 0), snapshot(1, 0, 0)), TimeScale.LINEAR));
    assertMessage(
        "snapshots: found 1 of them; allowed: at least two",
        () -> new Relaxation(List.of(snapshot(1, 0, 0)), TimeScale.LINEAR));
    assertMessage(
        "snapshots[0].seconds: found 0.0; allowed: above 0 where time is logarithmic",
        () -> new Relaxation(List.of(snapshot(0, 0, 0), snapshot(1, 0, 0)), TimeScale.LOGARITHMIC));
  }

  /** One step of aihwkit's decay takes w to (w − b)(1 − 1/20) + b, b = 0.05. */
  @Test
  void decayGolden() {
    double[][] before = Golden.matrix(Golden.read("aihwkit/weight_ops.json").get("W"));
    double[][] after =
        Golden.matrix(
            Golden.read("aihwkit/weight_ops.json")
                .get("cases")
                .get("device_decay_lifetime20_reset0.05")
                .get("W_after_one_decay"));
    Decay decay = new Decay(-1 / Math.log1p(-0.05), Spread.none(), 1, 0.05);
    for (int i = 0; i < before.length; i++) {
      for (int j = 0; j < before[i].length; j++) {
        assertEquals(after[i][j], decay.after(before[i][j], 1, 0), 2e-6);
      }
    }
  }

  @Test
  void decayRestsWhereItIsTold() {
    Decay low = new Decay(10, Spread.none(), 0.5, -0.2);
    assertEquals(0.7, low.after(0.7, 0, 0));
    assertEquals(-0.2 + 0.9 * Math.exp(-Math.sqrt(0.4)), low.after(0.7, 4, 0), 1e-15);
    assertEquals(-0.2, low.after(0.7, 1e9, 0), 1e-15);
  }

  @Test
  void lifetimesDiffer() {
    Decay decay = new Decay(100, Spread.logNormal(0.3), 1, 0);
    double[] seen = seen(written(TestDevice.plain().drift(decay).model()), 50);
    double[] logLifetimes = new double[DEVICES];
    Arrays.setAll(logLifetimes, i -> Math.log(50 / -Math.log(seen[i] / 0.5)));
    Sample.assertNormal(Math.log(100), 0.3, logLifetimes);
  }

  /** aihwkit's device drift, of w itself and of w + 0.15, at its three calls. */
  @ParameterizedTest
  @CsvSource({"device_drift_nu0.1, 0", "device_drift_nu0.1_offset, 0.15"})
  void powerLawGolden(String name, double offset) {
    JsonNode golden = Golden.read("aihwkit/weight_ops.json");
    double[][] w = Golden.matrix(golden.get("W"));
    JsonNode calls = golden.get("cases").get(name).get("W_after_each");
    PowerLawDrift drift = new PowerLawDrift(1, 0.1, 0);
    double[] seconds = {0, 1, 10, 100};
    for (int call = 0; call < seconds.length; call++) {
      double[][] after = Golden.matrix(calls.get(call));
      for (int i = 0; i < w.length; i++) {
        for (int j = 0; j < w[i].length; j++) {
          double drifted = drift.after(w[i][j] + offset, seconds[call], 0) - offset;
          assertEquals(after[i][j], drifted, 2e-6, "call " + call);
        }
      }
    }
  }

  /**
   * With an exponent that depends on the conductance, ν = 0.1 − 0.05 (ln G + 0.5) of G = w + 1,
   * aihwkit takes that of the conductance at its last call, so that calling oftener drifts further.
   * Ours is that of the written conductance: the same up to the first call that moves anything, and
   * no matter how often one looks.
   */
  @Test
  void exponentOfTheWrittenConductance() {
    JsonNode golden = Golden.read("aihwkit/weight_ops.json");
    double[][] w = Golden.matrix(golden.get("W"));
    JsonNode calls = golden.get("cases").get("device_drift_nu_k").get("W_after_each");
    PowerLawDrift drift =
        new PowerLawDrift(1, new ClippedLogarithm(-0.05, 0.075, 0, 1), Curve.constant(0));
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        double g = w[i][j] + 1;
        double early = drift.after(g, 10, 0);
        assertEquals(calls.get(1).get(i).get(j).asDouble(), clipped(drift.after(g, 1, 0)), 2e-6);
        assertEquals(calls.get(2).get(i).get(j).asDouble(), clipped(early), 2e-6);
        double nu = 0.1 - 0.05 * (Math.log(g) + 0.5);
        assertEquals(g * Math.pow(100, -nu), drift.after(g, 100, 0), 1e-12, "ours");
        double again = 0.1 - 0.05 * (Math.log(clipped(early) + 1) + 0.5);
        double theirs = clipped(g * Math.pow(100, -again));
        assertEquals(calls.get(3).get(i).get(j).asDouble(), theirs, 2e-6, "theirs");
      }
    }
  }

  /** The weight of a conductance, held above aihwkit's lower bound. */
  private static double clipped(double g) {
    return Math.max(g - 1, -0.6);
  }

  @Test
  void diffusionGrowsWithTheRootOfTime() {
    DeviceArray devices =
        written(
            TestDevice.plain()
                .response(
                    new ConstantStep(0.01, Optional.of(0.01), Optional.empty(), Optional.empty()))
                .parts(b -> b.diffusion(Optional.of(new Diffusion(0.01))))
                .model());
    Sample.assertNormal(0.5, 0.01 * Math.sqrt(2), seen(devices, 2));
    double[] early = seen(devices, 2);
    double[] late = seen(devices, 5);
    double[] step = new double[DEVICES];
    Arrays.setAll(step, i -> late[i] - early[i]);
    Sample.assertNormal(0, 0.01 * Math.sqrt(3), step);
    Sample.assertUncorrelated(early, step, "of two stretches of time");
    devices.pulse(0, 1, Polarity.UP, 2);
    assertEquals(early[0] + 0.01, devices.conductance(0, 2), 1e-6, "a pulse starts from there");
    assertEquals(late[0] + 0.01, devices.conductance(0, 5), 1e-6);
  }

  @Test
  void pathsDoNotDependOnWhenTheyAreAsked() {
    WienerPath path = new WienerPath(NoiseStream.root(4));
    double late = path.at(7, 1e5);
    path.at(7, 3);
    path.at(8, 1e5);
    assertEquals(late, path.at(7, 1e5));
    assertEquals(0, path.at(7, 0), 0.0);
  }

  /** Short stretches late in life: still independent and of the right size. */
  @Test
  void pathsAreBrownianOnEveryScale() {
    WienerPath path = new WienerPath(NoiseStream.root(4));
    for (double start : new double[] {1e-8, 0.7, 900}) {
      double width = start / 1000;
      double[] first = new double[DEVICES];
      double[] second = new double[DEVICES];
      for (int i = 0; i < DEVICES; i++) {
        first[i] = path.at(i, start + width) - path.at(i, start);
        second[i] = path.at(i, start + 2 * width) - path.at(i, start + width);
      }
      Sample.assertNormal(0, Math.sqrt(width), first);
      Sample.assertUncorrelated(first, second, "of neighbours at " + start);
    }
  }

  /** 1.1 eV from 300 to 358 K: e^(1.1/8.617333e-5 · (1/300 − 1/358)) = e^6.8935. */
  @Test
  void temperatureAccelerates() {
    Temperature hot = new Temperature(1.1, 300, 358);
    assertEquals(985.86, hot.acceleration(), 0.05);
    DeviceModel cold = TestDevice.plain().drift(new Decay(1000, Spread.none(), 1, 0)).model();
    DeviceArray heated = written(cold.but().temperature(Optional.of(hot)).build());
    DeviceArray unheated = written(cold);
    assertEquals(unheated.conductance(0, hot.acceleration()), heated.conductance(0, 1), 1e-6);
  }

  /** A random walk at a temperature at which all runs a times faster is √a times as wide. */
  @Test
  void temperatureWidensDiffusion() {
    Temperature hot = new Temperature(0.2, 300, 350);
    DeviceArray devices =
        written(
            TestDevice.plain()
                .parts(
                    parts ->
                        parts
                            .diffusion(Optional.of(new Diffusion(0.01)))
                            .temperature(Optional.of(hot)))
                .model());
    // e^(0.2/8.617333262e-5 · (1/300 − 1/350)) = e^1.10518
    assertEquals(3.0198, hot.acceleration(), 1e-3);
    Sample.assertNormal(0.5, 0.01 * Math.sqrt(3.0198 * 4), seen(devices, 4));
  }

  @Test
  void temperatureNeedsSomethingToAccelerate() {
    assertMessage(
        "temperature: found a device without drift and diffusion; allowed: one that time changes",
        () ->
            TestDevice.plain()
                .parts(b -> b.temperature(Optional.of(new Temperature(1, 300, 350))))
                .model());
  }

  /** Every family: time 0 is legal, and two waits are one of their sum. */
  @Test
  void timeIsAFunctionOfTheWriteAlone() {
    for (Drift drift :
        List.of(
            RELAXATION,
            new Decay(10, Spread.normal(0.2), 0.7, 0.1),
            new PowerLawDrift(1, 0.05, 0.01))) {
      DeviceArray once = written(TestDevice.plain().drift(drift).model());
      DeviceArray often = written(TestDevice.plain().drift(drift).model());
      assertEquals(0.5f, once.conductance(3, 0));
      assertFalse(once.changes(0));
      for (double now = 0; now < 7200; now += 500) {
        often.conductance(3, now);
      }
      assertEquals(once.conductance(3, 7200), often.conductance(3, 7200));
      assertTrue(once.changes(7200));
    }
  }

  private static Snapshot snapshot(double seconds, double shift, double spread) {
    return new Snapshot(seconds, Curve.constant(shift), Curve.constant(spread));
  }

  private static void assertMessage(String message, Executable e) {
    assertEquals(message, assertThrows(BadInputException.class, e).getMessage());
  }

  private static DeviceArray written(DeviceModel model) {
    DeviceArray devices =
        new DeviceArray(model, Placement.whole(DEVICES / 100, 100), NoiseStream.root(22));
    devices.program(targets(), 0);
    return devices;
  }

  private static float[] targets() {
    float[] targets = new float[DEVICES];
    Arrays.fill(targets, 0.5f);
    return targets;
  }

  private static double[] seen(DeviceArray devices, double now) {
    double[] seen = new double[DEVICES];
    Arrays.setAll(seen, i -> devices.conductance(i, now));
    return seen;
  }
}
