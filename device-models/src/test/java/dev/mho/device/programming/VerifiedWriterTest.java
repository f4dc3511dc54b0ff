package dev.mho.device.programming;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.PulseTable;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.fault.Endurance;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.retention.Decay;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.spread.Spread;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulse and verify. */
class VerifiedWriterTest {
  private static final int SEED = 30;
  private static final NoiseStream VERIFY = NoiseStream.root(31);

  /** Steps of 1/64 from 1/2: as many pulses as the distance beyond the tolerance holds. */
  @Test
  void exactStepsTakeAsManyPulsesAsTheDistanceHolds() {
    double step = 1.0 / 64;
    DeviceArray devices = devices(1025, constant(step));
    float[] target = new float[1025];
    for (int i = 0; i < target.length; i++) {
      target[i] = i / 1024f;
    }
    ProgrammingReport report = write(spec(0.75 * step, 100, 1), devices, target);
    int total = 0;
    for (int i = 0; i < target.length; i++) {
      double distance = target[i] - 0.5;
      int pulses = (int) Math.ceil(Math.max(0, Math.abs(distance) / step - 0.75));
      total += pulses;
      assertEquals(pulses, report.pulses(i), "target " + target[i]);
      assertEquals((float) (0.5 + Math.signum(distance) * pulses * step), report.reached(i));
      assertEquals(report.reached(i), devices.state(i));
      assertEquals((double) report.reached(i) - target[i], report.error(i));
      assertEquals(Outcome.VERIFIED, report.outcome(i));
    }
    assertEquals(total, report.totalPulses());
    assertEquals(32, report.mostPulses());
    assertEquals(total / 1025.0, report.meanPulses());
    assertEquals(1025, report.counts().get(Outcome.VERIFIED));
  }

  /** The same, all devices round by round instead of device by device, with everything on. */
  @Test
  void roundByRoundGivesTheSameBits() {
    DeviceModel model =
        Presets.get("reram-gong-2018")
            .but()
            .readNoise(Optional.of(new WhiteReadNoise(0.01, 0)))
            .drift(Optional.of(new PowerLawDrift(1e-7, 0.02, 0.005)))
            .faults(Optional.of(new Faults(0.05, 0.05, 0.05)))
            .build();
    PulseAndVerify spec = spec(0.02, 60, 3);
    float[] target = uniformTargets(500);
    DeviceArray devices = devices(500, model);
    ProgrammingReport report = write(spec, devices, target);

    DeviceArray twin = devices(500, model);
    int[] pulses = new int[500];
    boolean[] done = new boolean[500];
    NoiseStream noise = VERIFY.child("verify").child(0);
    for (int round = 0; round <= 60; round++) {
      for (int i = 0; i < 500; i++) {
        if (done[i]) {
          continue;
        }
        double sum = 0;
        for (int read = 0; read < 3; read++) {
          double at = round * spec.roundSeconds() + read * spec.readSeconds();
          double seen = twin.conductance(i, at);
          sum += seen;
          sum += Math.sqrt(twin.readVariance(i, seen, at)) * noise.normal(i, round * 3L + read);
        }
        double missing = target[i] - sum / 3;
        if (Math.abs(missing) <= 0.02) {
          done[i] = true;
        } else if (round < 60) {
          Polarity polarity = missing > 0 ? Polarity.UP : Polarity.DOWN;
          twin.pulse(i, 1, polarity, (round + 1) * spec.roundSeconds());
          pulses[i]++;
        }
      }
    }
    for (int i = 0; i < 500; i++) {
      assertEquals(pulses[i], report.pulses(i), "device " + i);
      assertEquals(twin.state(i), devices.state(i), "device " + i);
      assertEquals(twin.conductance(i, report.seconds()), report.reached(i), "device " + i);
      assertEquals(done[i], report.outcome(i) == Outcome.VERIFIED, "device " + i);
    }
    assertTrue(report.counts().get(Outcome.STUCK) > 20);
    assertTrue(report.counts().get(Outcome.PULSE_LIMIT) > 20);
    assertTrue(report.counts().get(Outcome.VERIFIED) > 100);
  }

  /** The states of a noisy approach are a Markov chain whose distribution is computed exactly. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void noisyVerifiesFollowTheirMarkovChain(int reads) {
    double step = 1.0 / 32;
    double sigma = 0.03;
    double tolerance = 0.02;
    int most = 20;
    int count = 50_000;
    DeviceModel noisy =
        constant(step).but().readNoise(Optional.of(new WhiteReadNoise(sigma, 0))).build();
    float[] target = new float[count];
    Arrays.fill(target, 0.7f);
    ProgrammingReport report = write(spec(tolerance, most, reads), devices(count, noisy), target);

    NormalDistribution noise = new NormalDistribution(0, sigma / Math.sqrt(reads));
    double[] moving = new double[33];
    moving[16] = 1;
    double[] accepted = new double[33];
    double[] acceptedAfter = new double[most + 1];
    for (int round = 0; round <= most; round++) {
      double[] next = new double[33];
      for (int k = 0; k <= 32; k++) {
        double missing = 0.7f - k * step;
        double below = noise.cumulativeProbability(missing - tolerance);
        double above = 1 - noise.cumulativeProbability(missing + tolerance);
        accepted[k] += moving[k] * (1 - below - above);
        acceptedAfter[round] += moving[k] * (1 - below - above);
        next[Math.min(32, k + 1)] += moving[k] * below;
        next[Math.max(0, k - 1)] += moving[k] * above;
      }
      moving = next;
    }
    long[] found = new long[33];
    long[] foundAfter = new long[most + 1];
    for (int i = 0; i < count; i++) {
      if (report.outcome(i) == Outcome.VERIFIED) {
        found[Math.round(32 * report.reached(i))]++;
        foundAfter[report.pulses(i)]++;
      }
    }
    for (int k = 0; k <= 32; k++) {
      Sample.assertCount(accepted[k], count, found[k]);
    }
    for (int pulses = 0; pulses < most; pulses++) {
      Sample.assertCount(acceptedAfter[pulses], count, foundAfter[pulses]);
    }
  }

  /** Without noise what is verified is within the tolerance, whatever the pulses do. */
  @Test
  void exactReadsKeepTheTolerance() {
    DeviceArray devices = devices(2000, Presets.get("reram-gong-2018"));
    ProgrammingReport report = write(spec(0.01, 1000, 1), devices, uniformTargets(2000));
    ProgrammingReport.Errors verified = report.verifiedErrors().orElseThrow();
    assertTrue(verified.largest() <= 0.01, () -> "largest " + verified.largest());
    assertTrue(verified.standardDeviation() > 0);
    assertTrue(report.counts().get(Outcome.VERIFIED) > 1500);
  }

  @Test
  void aOneDirectionalDeviceIsResetAndApproachedFromBelow() {
    DeviceModel model =
        TestDevice.plain()
            .response(
                new ConstantStep(1.0 / 64, Optional.empty(), Optional.empty(), Optional.empty()))
            .parts(parts -> parts.reset(Optional.of(new AbruptReset(0.125, 0, 0))))
            .model();
    ProgrammingReport report =
        write(spec(1.0 / 128, 100, 1), devices(3, model), new float[] {0.75f, 0.25f, 0.5f});
    assertEquals(16, report.pulses(0));
    assertEquals(1 + 8, report.pulses(1));
    assertEquals(0, report.pulses(2));
    assertArrayEquals(
        new double[3], new double[] {report.error(0), report.error(1), report.error(2)});
  }

  @Test
  void failuresHaveTheirReasons() {
    Faults faults = new Faults(0, 1, 0);
    DeviceModel stuck = constant(0.1).but().faults(Optional.of(faults)).build();
    ProgrammingReport report =
        write(spec(0.05, 7, 1), devices(2, stuck), new float[] {0.2f, 0.97f});
    assertEquals(Outcome.STUCK, report.outcome(0));
    assertEquals(7, report.pulses(0), "hardware does not know that it is stuck");
    assertEquals(Outcome.VERIFIED, report.outcome(1), "stuck where it should be");

    report = write(spec(0.05, 7, 1), devices(2, constant(0.25)), new float[] {1.06f, 0.6f});
    assertEquals(Outcome.UNREACHABLE, report.outcome(0));
    assertEquals(Outcome.PULSE_LIMIT, report.outcome(1), "steps too coarse to stop within");
    assertEquals(14, report.totalPulses());
    assertTrue(report.verifiedErrors().isEmpty());
    assertEquals(1, report.counts().get(Outcome.UNREACHABLE));
    assertEquals(0, report.counts().get(Outcome.STUCK));
  }

  @Test
  void aTargetBetweenTwoLevelsIsUnreachable() {
    DeviceModel model =
        constant(0.25)
            .but()
            .conductance(new ConductanceRange(0, 1, Spread.none(), Spread.none(), Optional.of(5)))
            .build();
    ProgrammingReport report =
        write(spec(0.1, 9, 1), devices(2, model), new float[] {0.625f, 0.76f});
    assertEquals(Outcome.UNREACHABLE, report.outcome(0));
    assertEquals(Outcome.VERIFIED, report.outcome(1));
  }

  @Test
  void aDeviceThatWearsOutOnTheWayIsStuck() {
    Endurance endurance = new Endurance(3, Spread.none(), Endurance.End.MINIMUM);
    DeviceModel model =
        constant(1.0 / 64)
            .but()
            .faults(Optional.of(new Faults(0, 0, 0, Optional.of(endurance))))
            .build();
    ProgrammingReport report =
        write(spec(0.01, 20, 1), devices(2, model), new float[] {0.5f + 2 / 64f, 1});
    assertEquals(Outcome.VERIFIED, report.outcome(0));
    assertEquals(Outcome.STUCK, report.outcome(1));
    assertEquals(-1, report.error(1));
  }

  /** Two of three rounds of 2 × 10 ns reads and 50 ns pulses, and the reads of the third. */
  @Test
  void timeAdvances() {
    PulseAndVerify spec = new PulseAndVerify(0.01, 10, 2, 10e-9, 50e-9);
    ProgrammingReport report =
        new VerifiedWriter(spec, devices(2, constant(0.125)), VERIFY, Workers.single())
            .program(new float[] {0.75f, 0.5f}, 5);
    assertEquals(2 * 70e-9 + 20e-9, report.seconds(), 1e-15);
  }

  /** A leak of the conductance acts between the verify of one device and the end of the last. */
  @Test
  void errorsAreThoseAtTheEnd() {
    DeviceModel leaky =
        constant(0.125).but().drift(Optional.of(new Decay(1e-6, Spread.none(), 1, 0))).build();
    PulseAndVerify spec = new PulseAndVerify(0.0625, 10, 1, 1e-8, 1e-7);
    ProgrammingReport report =
        new VerifiedWriter(spec, devices(2, leaky), VERIFY, Workers.single())
            .program(new float[] {0.5f, 0.8f}, 0);
    assertEquals(Outcome.VERIFIED, report.outcome(0));
    assertEquals(0, report.pulses(0));
    assertTrue(report.pulses(1) > 2);
    assertEquals(0.5 * Math.exp(-report.seconds() / 1e-6), report.reached(0), 1e-7);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void threadsDoNotChangeABit(int threads) {
    DeviceModel model =
        Presets.get("reram-gong-2018")
            .but()
            .readNoise(Optional.of(new WhiteReadNoise(0.02, 0)))
            .build();
    float[] target = uniformTargets(3000);
    ProgrammingReport one = write(spec(0.02, 50, 2), devices(3000, model), target);
    try (Workers workers = new Workers(threads)) {
      ProgrammingReport many =
          new VerifiedWriter(spec(0.02, 50, 2), devices(3000, model), VERIFY, workers)
              .program(target, 0);
      for (int i = 0; i < 3000; i++) {
        assertEquals(one.reached(i), many.reached(i));
        assertEquals(one.pulses(i), many.pulses(i));
      }
      assertEquals(one.errors(), many.errors());
    }
  }

  @Test
  void halfOfALayerFindsTheSameDevices() {
    DeviceModel model =
        Presets.get("reram-gong-2018")
            .but()
            .readNoise(Optional.of(new WhiteReadNoise(0.02, 0)))
            .build();
    float[] target = new float[200];
    Arrays.fill(target, 0.6f);
    DeviceArray whole = new DeviceArray(model, Placement.whole(10, 20), NoiseStream.root(SEED));
    DeviceArray right =
        new DeviceArray(model, new Placement(0, 10, 10, 10, 20), NoiseStream.root(SEED));
    ProgrammingReport all = write(spec(0.02, 50, 2), whole, target);
    ProgrammingReport half = write(spec(0.02, 50, 2), right, Arrays.copyOf(target, 100));
    for (int i = 0; i < 100; i++) {
      int same = i / 10 * 20 + 10 + i % 10;
      assertEquals(all.pulses(same), half.pulses(i));
      assertEquals(whole.state(same), right.state(i));
    }
  }

  @Test
  void aSecondCallReadsAnew() {
    DeviceModel model =
        constant(0.001).but().readNoise(Optional.of(new WhiteReadNoise(0.05, 0))).build();
    float[] target = new float[1000];
    Arrays.fill(target, 0.5f);
    DeviceArray devices = devices(1000, model);
    VerifiedWriter writer = new VerifiedWriter(spec(0.05, 1, 1), devices, VERIFY, Workers.single());
    long first = writer.program(target, 0).totalPulses();
    long second = writer.program(target, 1).totalPulses();
    assertNotEquals(first, second);
    assertTrue(Math.abs(first - second) < 5 * Math.sqrt(2 * 1000 * 0.317 * 0.683));
  }

  @Test
  void targetsAreKeptApartFromTheCallersArray() {
    float[] target = {0.5f};
    ProgrammingReport report = write(spec(0.1, 1, 1), devices(1, constant(0.1)), target);
    target[0] = 0.9f;
    assertEquals(0.5f, report.target(0));
    assertEquals(1, report.size());
  }

  @Test
  void durationsComeFromTheDevice() {
    PulseTable.Pulse set = new PulseTable.Pulse(1, 3e-7);
    PulseTable.Pulse reset = new PulseTable.Pulse(-1, 5e-7);
    PulseTable.Pulse read = new PulseTable.Pulse(0.1, 2e-8);
    DeviceModel model =
        constant(0.1).but().pulse(Optional.of(new PulseTable(set, reset, read))).build();
    assertEquals(new PulseAndVerify(0.1, 5, 2, 2e-8, 5e-7), PulseAndVerify.of(model, 0.1, 5, 2));
    assertEquals(
        new PulseAndVerify(0.1, 5, 2, 1e-7, 1e-7), PulseAndVerify.of(constant(0.1), 0.1, 5, 2));
  }

  @Test
  void aDeviceWithoutPulsesIsRefused() {
    DeviceArray devices = devices(1, Presets.get("pcm-nandakumar-2019"));
    Exception e =
        assertThrows(
            BadInputException.class, () -> write(spec(0.1, 1, 1), devices, new float[] {0.5f}));
    assertEquals(
        "device pcm-nandakumar-2019 has no pulse response: pulses cannot program it",
        e.getMessage());
  }

  @Test
  void targetsMustBeFiniteAndAsManyAsDevices() {
    DeviceArray devices = devices(2, constant(0.1));
    Exception e =
        assertThrows(
            BadInputException.class,
            () -> write(spec(0.1, 1, 1), devices, new float[] {0.5f, Float.NaN}));
    assertEquals("programming target of device 1 is NaN", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> write(spec(0.1, 1, 1), devices, new float[] {0.5f}));
    assertEquals("1 targets for 2 devices", e.getMessage());
    assertFalse(devices.pulseCount(0) > 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 | 1 | 1 | 1 | tolerance: found 0.0; allowed: above 0 and at most 1",
        "1.5 | 1 | 1 | 1 | 1 | tolerance: found 1.5; allowed: above 0 and at most 1",
        "0.1 | 0 | 1 | 1 | 1 | most_pulses: found 0; allowed: a whole number from 1 to 1000000",
        "0.1 | 1 | 0 | 1 | 1 | reads: found 0; allowed: a whole number from 1 to 1000000",
        "0.1 | 1 | 1 | 0 | 1 | read_seconds: found 0.0; allowed: a finite number > 0",
        "0.1 | 1 | 1 | 1 | -1 | pulse_seconds: found -1.0; allowed: a finite number > 0"
      })
  void mistakes(double tolerance, int most, int reads, double read, double pulse, String message) {
    Exception e =
        assertThrows(
            BadInputException.class, () -> new PulseAndVerify(tolerance, most, reads, read, pulse));
    assertEquals(message, e.getMessage());
  }

  private static PulseAndVerify spec(double tolerance, int most, int reads) {
    return new PulseAndVerify(tolerance, most, reads, 1e-7, 1e-7);
  }

  private static DeviceModel constant(double step) {
    PulseResponse response =
        new ConstantStep(step, Optional.of(step), Optional.<CycleToCycle>empty(), Optional.empty());
    return TestDevice.plain().response(response).model();
  }

  private static DeviceArray devices(int count, DeviceModel model) {
    return new DeviceArray(model, Placement.whole(1, count), NoiseStream.root(SEED));
  }

  private static ProgrammingReport write(PulseAndVerify spec, DeviceArray devices, float[] target) {
    return new VerifiedWriter(spec, devices, VERIFY, Workers.single()).program(target, 0);
  }

  private static float[] uniformTargets(int count) {
    float[] target = new float[count];
    for (int i = 0; i < count; i++) {
      target[i] = (float) (0.2 + 0.6 * VERIFY.child("targets").uniform(0, i));
    }
    return target;
  }
}
