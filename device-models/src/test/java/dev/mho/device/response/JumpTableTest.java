package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measured distributions of steps, and the text that they are published in. */
class JumpTableTest {
  private static final ConductanceRange RANGE = ConductanceRange.of(1e-6, 11e-6);

  /** Of 1 to 11 µS: at 1 µS changes from 0 to 1 µS, at 11 µS from −0.2 to 0.2 µS. */
  private static final String TEXT =
      """
      dG for increasing pulses
      1e-6, 11e-6
      0, 0.5, 1

      0, -2e-7
      5e-7, 0
      1e-6, 2e-7
      """;

  private static final JumpTable TABLE =
      new JumpTable(
          List.of(0.0, 1.0),
          List.of(0.0, 0.5, 1.0),
          List.of(List.of(0.0, -0.02), List.of(0.05, 0.0), List.of(0.1, 0.02)));

  @Test
  void readsThePublishedText(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("dG_increasing.txt");
    Files.writeString(file, TEXT);
    JumpTable read = JumpTableText.read(file, Polarity.UP, RANGE);
    for (double g : new double[] {0, 0.3, 1}) {
      for (double p : new double[] {0, 0.2, 0.5, 0.9, 1}) {
        assertEquals(TABLE.quantile(g, p), read.quantile(g, p), 1e-12);
      }
    }
  }

  /** Negative changes of pulses down are turned round, and their quantiles with them. */
  @Test
  void changesOfPulsesDownAreTurnedRound() {
    String text = TEXT.replace("1e-6, 2e-7\n", "-1e-6, -2e-7\n").replace("\n0, -2e-7", "\n0, 2e-7");
    JumpTable down =
        JumpTableText.parse(
            text.replace("5e-7, 0", "-5e-7, 0").lines().toList(), "down", Polarity.DOWN, RANGE);
    assertEquals(0.05, down.mean(0), 1e-12);
    assertEquals(0.1, down.quantile(0, 1), 1e-12);
  }

  /**
   * A true distribution function of negative changes: at 21 µS nine in ten fall by up to 0.1 µS and
   * one by 0.1 to 1 µS; at 11 µS none falls.
   */
  @Test
  void probabilitiesAreTurnedRoundWithTheirChanges() {
    String text = "dG for decreasing pulses\n11e-6 21e-6\n0 0.1 1\n0 -1e-6\n0 -1e-7\n0 0\n";
    JumpTable down =
        JumpTableText.parse(
            text.lines().toList(), "down", Polarity.DOWN, ConductanceRange.of(11e-6, 21e-6));
    assertEquals(0.01, down.quantile(1, 0.9), 1e-12);
    assertEquals(0.1, down.quantile(1, 1), 1e-12);
    assertEquals(0.9 * 0.005 + 0.1 * 0.055, down.mean(1), 1e-12);
    assertEquals(0, down.mean(0), 1e-12);
  }

  @Test
  void meansAndQuantilesAreBilinear() {
    assertEquals(0.05, TABLE.mean(0), 1e-15);
    assertEquals(0, TABLE.mean(1), 1e-15);
    assertEquals(0.025, TABLE.mean(0.5), 1e-15);
    assertEquals(0.075, TABLE.quantile(0, 0.75), 1e-15);
    assertEquals(0.03, TABLE.quantile(0.5, 0.75) - 0.0125, 1e-15);
  }

  /** At g = ½ a change is uniform from −0.01 to 0.06. */
  @Test
  void pulsesDrawFromTheTable() {
    int count = 20_000;
    DeviceArray devices =
        new DeviceArray(
            TestDevice.plain().range(RANGE).response(response(TabulatedStep.Draw.QUANTILE)).model(),
            Placement.whole(1, count),
            NoiseStream.root(8));
    double[] change = new double[count];
    for (int i = 0; i < count; i++) {
      devices.pulse(i, 1, Polarity.UP, 0);
      change[i] = devices.state(i) - 0.5;
    }
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new UniformRealDistribution(-0.01 - 1e-7, 0.06 + 1e-7), change);
    assertTrue(p > 1e-6, "Kolmogorov-Smirnov p = " + p);
    double mean = Arrays.stream(change).average().orElseThrow();
    assertEquals(0.025, mean, 5 * 0.07 / Math.sqrt(12.0 * count));
    Sample.assertCount(1 / 7.0, count, Arrays.stream(change).filter(x -> x < 0).count());
  }

  @Test
  void withoutCycleToCycleEveryPulseIsTheMean() {
    TabulatedStep mean = response(TabulatedStep.Draw.QUANTILE).withoutCycleToCycle();
    assertEquals(TabulatedStep.Draw.MEAN, mean.draw());
    DeviceArray device =
        new DeviceArray(
            TestDevice.plain().range(RANGE).response(mean).model(),
            Placement.whole(1, 1),
            NoiseStream.root(8));
    device.pulse(0, 1, Polarity.UP, 0);
    assertEquals(0.525, device.state(0), 1e-6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0, 0.5, 1 | 0, 0.5, 0.9 | t: cdf: found probabilities from 0.0 to 0.9; allowed: from 0 to 1",
        "0, 0.5, 1 | 0, x, 1 | t:3: found \"x\"; allowed: a number in siemens",
        "5e-7, 0 | 5e-7 | t: change[1]: found 1 values; allowed: 2 values, one for each conductance",
        "1e-6, 11e-6 | 11e-6, 1e-6 | t: g: found 1.0 before 0.0; allowed: ascending values",
        "5e-7, 0 | 2.5e-6, 0 | t: change[2][0]: found 0.1 after 0.25000000000000006; allowed: a quantile no smaller than that of a lower probability"
      })
  void mistakes(String right, String wrong, String message) {
    assertTrue(TEXT.contains(right));
    Exception e =
        assertThrows(
            BadInputException.class,
            () ->
                JumpTableText.parse(
                    TEXT.replace(right, wrong).lines().toList(), "t", Polarity.UP, RANGE));
    assertEquals(message, e.getMessage());
  }

  @Test
  void tooShort() {
    Exception e =
        assertThrows(
            BadInputException.class,
            () -> JumpTableText.parse(List.of("title", "1 2"), "t", Polarity.UP, RANGE));
    assertEquals(
        "t: found 1 lines of numbers after the title; allowed: conductances, probabilities and at"
            + " least two lines of changes",
        e.getMessage());
  }

  private static TabulatedStep response(TabulatedStep.Draw draw) {
    return new TabulatedStep(TABLE, Optional.of(TABLE), draw, Optional.empty());
  }
}
