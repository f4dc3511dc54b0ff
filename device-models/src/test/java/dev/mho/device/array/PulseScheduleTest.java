package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.TestDevice;
import dev.mho.device.fault.Faults;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.Reach;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulsedDevices;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pulses by schedule are the same, to the bit, as pulses one by one. */
class PulseScheduleTest {
  private static final int ROWS = 2;

  /** More than a block of devices that are in step, and no multiple of anything. */
  private static final int COLS = 523;

  /** Of a kind whose state time does not move: the presets, and one with stuck devices. */
  static Stream<DeviceModel> models() {
    DeviceModel gong = Presets.get("reram-gong-2018");
    DeviceModel broken = gong.but().faults(Optional.of(new Faults(0.1, 0.1, 0.1))).build();
    return Stream.concat(Presets.names().stream().map(Presets::get), Stream.of(broken))
        .filter(model -> model.response().isPresent())
        .filter(model -> fresh(model).takesSchedules());
  }

  static List<Arguments> modelsAndDensities() {
    return models()
        .flatMap(m -> Stream.of(0.02, 0.3, 0.95).map(density -> Arguments.of(m, density)))
        .toList();
  }

  private static DeviceArray fresh(DeviceModel model) {
    return new DeviceArray(model, new Placement(5, 7, ROWS, COLS, 3000), NoiseStream.root(21));
  }

  @ParameterizedTest
  @MethodSource("modelsAndDensities")
  void scheduleIsAsOneByOne(DeviceModel model, double density) {
    DeviceArray inStep = fresh(model);
    DeviceArray ones = fresh(model);
    scatter(inStep);
    scatter(ones);
    RowBuffer buffer = new RowBuffer(COLS);
    SplittableRandom choice = new SplittableRandom(22);
    for (int round = 0; round < 4; round++) {
      int row = round % ROWS;
      PulseSchedule schedule = buffer.schedule();
      schedule.clear();
      for (int word = 0; word < 1 + 5 * (round % 2); word++) {
        assertEquals(word, schedule.addWord());
        fill(schedule, word, density, round < 2, model.isOneDirectional(), choice);
      }
      pulseOneByOne(ones, row, schedule);
      inStep.pulse(row, schedule, buffer);
    }
    for (int i = 0; i < inStep.size(); i++) {
      assertEquals(ones.state(i), inStep.state(i), "state of device " + i);
      assertEquals(ones.pulseCount(i), inStep.pulseCount(i), "pulses of device " + i);
      assertEquals(ones.conductance(i, 0), inStep.conductance(i, 0), "seen of device " + i);
    }
  }

  /** Odd and even numbers of pulses to start from, and states far from the middle. */
  private static void scatter(DeviceArray devices) {
    float[] targets = new float[devices.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = i % 11 / 10f;
    }
    devices.program(targets, 0);
    for (int i = 0; i < devices.size(); i += 3) {
      devices.pulse(i, 1, Polarity.UP, 0);
    }
  }

  private static void fill(
      PulseSchedule schedule,
      int word,
      double density,
      boolean mixed,
      boolean onlyUp,
      SplittableRandom choice) {
    for (int col = 0; col < COLS; col++) {
      boolean up = choice.nextBoolean();
      for (int moment = 0; moment < Integer.SIZE; moment++) {
        if (choice.nextDouble() < density) {
          up = mixed ? choice.nextBoolean() : up;
          (up || onlyUp ? schedule.up(word) : schedule.down(word))[col] |= 1 << moment;
        }
      }
    }
  }

  private static void pulseOneByOne(DeviceArray devices, int row, PulseSchedule schedule) {
    for (int word = 0; word < schedule.words(); word++) {
      for (int moment = 0; moment < Integer.SIZE; moment++) {
        for (int col = 0; col < COLS; col++) {
          int i = row * COLS + col;
          if ((schedule.up(word)[col] >>> moment & 1) == 1) {
            devices.pulse(i, 1, Polarity.UP, 0);
          } else if ((schedule.down(word)[col] >>> moment & 1) == 1) {
            devices.pulse(i, 1, Polarity.DOWN, 0);
          }
        }
      }
    }
  }

  @Test
  void devicesBeyondTheirBoundsComeBackAsOneByOne() {
    ProgrammingError wide = TestDevice.error(0.2, 0.2);
    ProgrammingError error = new ProgrammingError(wide.sigma(), wide.shape(), Reach.ZERO);
    DeviceModel model =
        Presets.get("reram-gong-2018").but().programmingError(Optional.of(error)).build();
    DeviceArray array = fresh(model);
    scatter(array);
    assertTrue(
        IntStream.range(0, array.size())
            .anyMatch(i -> array.state(i) > array.high(i) || array.state(i) < array.low(i)));
    scheduleIsAsOneByOne(model, 0.3);
  }

  @Test
  void whatAgesWearsOutOrHasLevelsTakesNone() {
    DeviceArray ages = fresh(Presets.get("pcm-nandakumar-2019"));
    assertFalse(ages.takesSchedules());
    RowBuffer buffer = new RowBuffer(COLS);
    assertThrows(IllegalStateException.class, () -> ages.pulse(0, buffer.schedule(), buffer));
  }

  @Test
  void wordsAreLimited() {
    PulseSchedule schedule = new RowBuffer(3).schedule();
    for (int word = 0; word < PulseSchedule.MOST_WORDS; word++) {
      schedule.addWord();
      schedule.up(word)[1] = 5;
    }
    assertThrows(IllegalStateException.class, schedule::addWord);
    schedule.clear();
    schedule.addWord();
    assertArrayEquals(new int[3], schedule.up(0), "what was there before is gone");
  }

  /** Digits of every pattern of a word, against a list made moment by moment. */
  @Test
  void digitsAreTheDirectionsInOrder() {
    NoiseStream bits = NoiseStream.root(23);
    for (int trial = 0; trial < 2000; trial++) {
      int skip = trial % 2;
      DirectionDigits digits = new DirectionDigits(3);
      digits.reserve(skip + 4 * Integer.SIZE);
      digits.begin(1, skip);
      int[] expected = new int[skip + 4 * Integer.SIZE];
      int count = skip;
      for (int word = 0; word < 4; word++) {
        int pulses = bits.bits(trial, 2 * word) & bits.bits(trial, 40 + trial % 3);
        int up = trial % 5 == 0 ? pulses : pulses & bits.bits(trial, 2 * word + 1);
        digits.append(up, pulses & ~up);
        for (int moment = 0; moment < Integer.SIZE; moment++) {
          if ((pulses >>> moment & 1) == 1) {
            expected[count++] = up >>> moment & 1;
          }
        }
      }
      digits.end();
      for (int n = 0; n < count; n++) {
        double fraction = digits.fractions()[digits.start(n) + 1];
        double shifted = fraction * Math.pow(2, n % DirectionDigits.DIGITS + 1);
        assertEquals(expected[n], (int) (Math.floor(shifted) % 2), "trial " + trial + ", " + n);
      }
    }
  }

  /** To the nearest, ties aside; over the whole range of a normalised conductance and beyond. */
  @Test
  void singlePrecisionIsTheNearest() {
    double[] numbers = IntStream.range(0, 100_000).mapToDouble(PulseScheduleTest::spread).toArray();
    for (double number : numbers) {
      assertEquals((double) (float) number, PulsedDevices.single(number), 0, "of " + number);
    }
    assertTrue(Arrays.stream(numbers).anyMatch(n -> Math.abs(n) < 1e-9));
  }

  private static double spread(int i) {
    NoiseStream stream = NoiseStream.root(24);
    return (2 * stream.uniform(i, 0) - 1) * Math.pow(10, 12 * stream.uniform(i, 1) - 11);
  }
}
