package dev.mho.calibration.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Golden;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ten invented files with awkward layouts give what their truth says. */
class QuirkFilesTest {
  private static Measurement read(String name, Kind kind, String mapping) {
    Mapping said = MappingFile.parse("mho: mapping/1\n" + mapping, "mapping");
    return MeasurementFile.read(
        Golden.file("data/calibration_quirks/" + name), Optional.of(said), kind);
  }

  private static String refusal(String name, Kind kind) {
    Path file = Golden.file("data/calibration_quirks/" + name);
    return assertThrows(
            BadInputException.class, () -> MeasurementFile.read(file, Optional.empty(), kind))
        .getMessage();
  }

  @Test
  void q01TwoColumnsWithoutNamesAreTwoTrains() {
    String refused = refusal("q01_two_column_up_down.csv", Kind.PULSE_RESPONSE);
    assertTrue(refused.contains("2 columns have no names; in a mapping file set columns"), refused);
    Measurement all =
        read(
            "q01_two_column_up_down.csv",
            Kind.PULSE_RESPONSE,
            """
            columns:
              - { column: 1, quantity: conductance, unit: a.u., polarity: up }
              - { column: 2, quantity: conductance, unit: a.u., polarity: down }
            """);
    assertEquals(ValueUnit.ARBITRARY, all.valueUnit());
    List<PulseTrain> trains = all.trains();
    assertEquals(2, trains.size());
    assertEquals(60, trains.get(0).size());
    assertEquals(-0.81920, trains.get(0).siemens()[0]);
    assertEquals(0.77312, trains.get(1).siemens()[0]);
    // Soft bounds: each step is a (1 − g / w); the slope of step on value is −a / w.
    assertEquals(-0.05, slope(trains.get(0)), 0.005);
    assertEquals(-0.06 / 0.9, slope(trains.get(1)), 0.005);
  }

  /** Least-squares slope of the step on the value it starts from. */
  private static double slope(PulseTrain train) {
    double[] g = train.siemens();
    int n = g.length - 1;
    double meanG = Arrays.stream(g, 0, n).average().orElseThrow();
    double meanStep = (g[n] - g[0]) / n;
    double product = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      product += (g[i] - meanG) * (g[i + 1] - g[i] - meanStep);
      square += (g[i] - meanG) * (g[i] - meanG);
    }
    return product / square;
  }

  @Test
  void q02RaggedRampsOfCurrentEndWhereTheirColumnsEnd() {
    String refused = refusal("q02_ragged_ramps_current.csv", Kind.PULSE_RESPONSE);
    assertTrue(refused.contains("\"rmp1\", \"rmp2\", \"rmp3\", \"rmp4\""), refused);
    Measurement all =
        read(
            "q02_ragged_ramps_current.csv",
            Kind.PULSE_RESPONSE,
            """
            polarity: up
            read-voltage: 0.1 V
            columns:
              - { column: rmp*, quantity: current, unit: A }
            """);
    List<PulseTrain> trains = all.trains();
    assertEquals(4, trains.size());
    assertEquals(List.of(1, 2, 3, 4), trains.stream().map(PulseTrain::cycle).toList());
    assertEquals(20e-6, trains.get(0).siemens()[0], 0.1e-6);
    assertTrue(trains.stream().mapToInt(PulseTrain::size).distinct().count() > 1);
    assertEquals(0, all.count(Status.MISSING), "blank tails are ends, not missing values");
  }

  @Test
  void q03MirroredTrainIsTurnedRoundAtTheDeclaredPulse() {
    Measurement all =
        read(
            "q03_mirrored_ltd_digitised.csv",
            Kind.PULSE_RESPONSE,
            "polarity: down\nmirrored-at: 50\n");
    PulseTrain train = all.trains().get(0);
    assertEquals(40, train.size());
    double[] pulses = train.pulses();
    assertEquals(50 - 0.9243, pulses[pulses.length - 1], 1e-12);
    assertTrue(train.siemens()[0] > 5 * train.siemens()[39], "falls now");
    assertTrue(all.notices().toString().contains("turned round at pulse 50"));
  }

  @Test
  void q04OneColumnFallsIntoRampsOfTwenty() {
    String refused = refusal("q04_single_column_ramps.csv", Kind.PULSE_RESPONSE);
    assertTrue(refused.contains("read-voltage") || refused.contains("polarity"), refused);
    Measurement all =
        read(
            "q04_single_column_ramps.csv",
            Kind.PULSE_RESPONSE,
            "read-voltage: 0.1 V\nramps: { pulses: 20, first: up, starting-read: true }\n");
    List<PulseTrain> trains = all.trains();
    assertEquals(6, trains.size());
    assertEquals(
        List.of(Polarity.UP, Polarity.DOWN, Polarity.UP, Polarity.DOWN, Polarity.UP, Polarity.DOWN),
        trains.stream().map(PulseTrain::polarity).toList());
    assertEquals(List.of(1, 1, 2, 2, 3, 3), trains.stream().map(PulseTrain::cycle).toList());
    assertEquals(21, trains.get(0).size(), "the starting read is pulse 0");
    assertEquals(5e-6, trains.get(0).siemens()[0], 1e-20);
    for (PulseTrain train : trains) {
      double[] g = train.siemens();
      assertEquals(train.polarity().sign(), Math.signum(g[g.length - 1] - g[0]));
    }
  }

  @Test
  void q05EuropeanLogLeavesOutOverflowAndNaN() {
    Measurement all = read("q05_semicolon_decimal_comma.csv", Kind.PULSE_RESPONSE, "");
    List<PulseTrain> trains = all.trains();
    assertEquals(2, trains.size());
    assertEquals("D03", trains.get(0).device());
    assertEquals(23, trains.get(0).size());
    assertEquals(25, trains.get(1).size());
    assertEquals(1, all.count(Status.OVERFLOW));
    assertEquals(1, all.count(Status.MISSING));
    assertEquals(10.196e-6, trains.get(0).siemens()[0]);
    assertEquals(24, trains.get(0).pulses()[22], "the count keeps its gaps");
    assertEquals(0, trains.get(1).pulses()[0]);
    assertEquals(-2.1, all.volts(49));
  }

  @Test
  void q06ResistanceWithUnitsByRowGivesTheDriftExponent() {
    Measurement all =
        read(
            "q06_drift_long_resistance.tsv",
            Kind.RETENTION,
            """
            columns:
              - { column: cell, quantity: device }
              - { column: t, quantity: time, unit-column: unit }
              - { column: R_ohm, quantity: resistance, unit: ohm }
            """);
    List<Readings> cells = all.readings();
    assertEquals(12, cells.size());
    double[] exponents = new double[12];
    for (int c = 0; c < 12; c++) {
      Readings cell = cells.get(c);
      assertEquals(cell.device().equals("4") ? 4 : 5, cell.size(), "cell 4 lacks one hour");
      assertEquals(20, cell.seconds()[0]);
      assertEquals(86400, cell.seconds()[cell.size() - 1]);
      exponents[c] = -logSlope(cell.seconds(), cell.siemens());
    }
    double mean = Arrays.stream(exponents).average().orElseThrow();
    assertEquals(0.0495, mean, 0.0002);
    double variance = Arrays.stream(exponents).map(e -> (e - mean) * (e - mean)).sum() / 11;
    assertEquals(0.0108, Math.sqrt(variance), 0.0006);
  }

  private static double logSlope(double[] x, double[] y) {
    double meanX = Arrays.stream(x).map(Math::log).average().orElseThrow();
    double meanY = Arrays.stream(y).map(Math::log).average().orElseThrow();
    double product = 0;
    double square = 0;
    for (int i = 0; i < x.length; i++) {
      product += (Math.log(x[i]) - meanX) * (Math.log(y[i]) - meanY);
      square += (Math.log(x[i]) - meanX) * (Math.log(x[i]) - meanX);
    }
    return product / square;
  }

  @Test
  void q07OneTraceALineGivesTheWhiteNoiseOfEachLevel() {
    Measurement all =
        read(
            "q07_read_noise_wide.tsv",
            Kind.READ_NOISE,
            """
            layout: traces
            interval: 2.5 ms
            columns:
              - { column: 1, quantity: device }
            samples: { from: 3, quantity: conductance, unit: S }
            """);
    List<Readings> traces = all.readings();
    assertEquals(List.of("0", "8", "16"), traces.stream().map(Readings::device).toList());
    double[] white = {20e-9, 100e-9, 200e-9};
    for (int i = 0; i < 3; i++) {
      Readings trace = traces.get(i);
      assertEquals(0.0025, trace.seconds()[1], 1e-12);
      // Differences of neighbours do not see the one jump of level 8.
      double[] g = trace.siemens();
      double[] away =
          IntStream.range(1, g.length)
              .mapToDouble(k -> Math.abs(g[k] - g[k - 1]))
              .sorted()
              .toArray();
      double spread = 1.4826 * away[away.length / 2] / Math.sqrt(2);
      assertEquals(white[i], spread, 0.25 * white[i]);
    }
  }

  @Test
  void q08OneColumnATargetStaysInItsWindow() {
    Measurement all = read("q08_program_error_wide.csv", Kind.PROGRAMMING, "");
    Programmed programmed = all.programmed().get(0);
    double[] target = programmed.target();
    double[] reached = programmed.reached();
    assertEquals(5e-6, target[0]);
    double[] targets = {5e-6, 10e-6, 15e-6, 20e-6, 25e-6};
    assertArrayEquals(targets, Arrays.stream(target).distinct().sorted().toArray());
    for (double wanted : targets) {
      double[] errors =
          IntStream.range(0, programmed.size())
              .filter(i -> target[i] == wanted)
              .mapToDouble(i -> reached[i] - wanted)
              .toArray();
      double mean = Arrays.stream(errors).average().orElseThrow();
      double std =
          Math.sqrt(
              Arrays.stream(errors).map(e -> (e - mean) * (e - mean)).sum() / (errors.length - 1));
      assertEquals(0.5655e-6, std, 0.03e-6);
      assertTrue(Arrays.stream(errors).allMatch(e -> Math.abs(e) < 1.0e-6));
    }
    assertEquals(0, all.count(Status.MISSING), "the short column has ended");
  }

  @Test
  void q09TransitionsKeepTheMissingCode() {
    Measurement all = read("q09_adc_transitions.csv", Kind.CONVERTER, "");
    Transitions converter = all.transitions().get(0);
    assertEquals(Transitions.Unit.VOLTS, converter.unit());
    assertEquals(15, converter.size());
    assertArrayEquals(IntStream.rangeClosed(1, 15).toArray(), converter.codes());
    assertEquals(converter.levels()[7], converter.levels()[8], "code 8 is never given");
  }

  @Test
  void q10ClippedRowsAreComplianceAndTheRestIsCubic() {
    String refused = refusal("q10_iv_hysteresis_compliance.csv", Kind.IV);
    assertTrue(refused.contains("column 2 \"I\" (current) has no unit"), refused);
    Measurement all =
        read(
            "q10_iv_hysteresis_compliance.csv",
            Kind.IV,
            """
            columns:
              - { column: V, quantity: voltage, unit: V }
              - { column: I, quantity: current, unit: mA }
            """);
    Sweep sweep = all.sweeps().get(0);
    assertEquals(49, sweep.size());
    long held = sweep.status().stream().filter(s -> s == Status.COMPLIANCE).count();
    assertTrue(held >= 9, held + " held");
    assertTrue(all.notices().toString().contains("0.0001200 A"), all.notices().toString());
    double[] volts = sweep.volts();
    double[] amperes = sweep.amperes();
    for (int i = 1; i < 20; i++) {
      double fit = 2e-5 * volts[i] + 3e-5 * Math.pow(volts[i], 3);
      assertEquals(Status.OK, sweep.status().get(i));
      if (i < 19) {
        assertEquals(fit * 1e6, amperes[i] * 1e6, 0.2, "row " + i);
      }
    }
    assertFalse(Arrays.stream(sweep.usable().amperes()).anyMatch(a -> a > 0.1199e-3));
  }
}
