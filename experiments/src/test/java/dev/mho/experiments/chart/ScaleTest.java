package dev.mho.experiments.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.random.NoiseStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ticks are round numbers in their places. */
class ScaleTest {

  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(Scale.Tick::label).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0 0.2 0.4 0.6 0.8 1",
    "71, 96, 70 75 80 85 90 95 100",
    "-0.3, 0.9, −0.5 0 0.5 1",
    "0.30000000000000004, 0.7, 0.3 0.4 0.5 0.6 0.7",
    "3, 3, 3 3.1 3.2 3.3"
  })
  void linearAxesEndAtRoundNumbers(double least, double most, String ticks) {
    String found = String.join(" ", labels(LinearScale.around(least, most, false)));
    assertTrue(found.startsWith(ticks.split(" ")[0]), found);
    if (least != most) {
      assertEquals(ticks, found);
    }
  }

  @Test
  void wholeNumbersStayWhole() {
    assertEquals(List.of("0", "1", "2"), labels(LinearScale.around(0, 2, true)));
    assertEquals(List.of("1", "2", "3"), labels(LinearScale.between(1, 3)));
    assertEquals(List.of("2", "4", "6", "8", "10"), labels(LinearScale.between(1, 10)));
  }

  @Test
  void magnitudes() {
    assertEquals(List.of("1e−5", "1e−4", "0.001"), labels(LogScale.around(1e-5, 1e-3)));
    assertEquals(List.of("2", "5", "10", "20"), labels(LogScale.around(2, 20)));
  }

  @Test
  void timesStandAtTheirUnitsAndZeroApart() {
    LogScale scale = LogScale.ofTimes(3600, 2_592_000, true);
    assertEquals(
        List.of("0 s", "1 h", "1 d", "30 d"),
        labels(scale).stream().map(label -> label.replace('\u00a0', ' ')).toList());
    assertTrue(scale.at(0) < scale.at(3600));
  }

  /** 2,000 random ranges: every number has its place, and ticks ascend with labels of their own. */
  @Test
  void everyNumberHasAPlace() {
    NoiseStream random = NoiseStream.root(7).child("scales");
    for (int n = 0; n < 2000; n++) {
      double a = (random.uniform(n, 0) - 0.5) * Math.pow(10, 12 * random.uniform(n, 1) - 6);
      double b = (random.uniform(n, 2) - 0.5) * Math.pow(10, 12 * random.uniform(n, 3) - 6);
      Scale linear = LinearScale.around(Math.min(a, b), Math.max(a, b), false);
      requireSound(linear, a, b);
      requireSound(
          LogScale.around(Math.min(Math.abs(a), Math.abs(b)), Math.max(Math.abs(a), Math.abs(b))),
          Math.abs(a),
          Math.abs(b));
    }
  }

  /** Numbers whose difference has no digits left are drawn as one, and no axis is without end. */
  @ParameterizedTest
  @CsvSource({
    "1, 1.0000000000000002",
    "1e20, 1.0000000000000002e20",
    "-3e15, -2.9999999999999995e15"
  })
  void numbersThatAllButCoincide(double least, double most) {
    requireSound(LinearScale.around(least, most, false), least, most);
    requireSound(LinearScale.around(least, most, true), least, most);
  }

  private static void requireSound(Scale scale, double... numbers) {
    for (double number : numbers) {
      double at = scale.at(number);
      assertTrue(at > -1e-6 && at < 1 + 1e-6, number + " at " + at + " of " + scale);
    }
    double before = -1;
    Set<String> labels = new HashSet<>();
    for (Scale.Tick tick : scale.ticks()) {
      assertTrue(tick.at() > before && tick.at() < 1 + 1e-6, scale.toString());
      assertTrue(labels.add(tick.label()), scale + ": " + labels(scale));
      before = tick.at();
    }
    assertTrue(scale.ticks().size() <= 13, scale + ": " + labels(scale));
  }
}
