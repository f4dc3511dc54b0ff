package dev.mho.calibration.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.Calibrated;
import dev.mho.calibration.MeasuredFiles;
import dev.mho.calibration.fit.Family;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.report.Interval;
import dev.mho.calibration.report.Report;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.SoftBounds;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole calibrations of awkward files and of the situations that users meet. */
class PulseCalibrationTest {
  private static final String TWO_COLUMNS =
      """
      columns:
        - { column: 1, quantity: conductance, unit: a.u., polarity: up }
        - { column: 2, quantity: conductance, unit: a.u., polarity: down }
      """;
  private static final String RAMPS =
      """
      read-voltage: 0.1 V
      columns:
        - { column: rmp*, quantity: current, unit: A }
      """;

  private static PulseCalibration of(Measurement... sources) {
    return PulseCalibration.of(List.of(sources), Optional.empty());
  }

  private static Measurement quirk(String name, String mapping) {
    return MeasuredFiles.shared("calibration_quirks/" + name, Kind.PULSE_RESPONSE, mapping);
  }

  private static Measurement text(String text, String mapping) {
    return MeasuredFiles.text(text, Kind.PULSE_RESPONSE, mapping);
  }

  private static boolean warns(Report report, String words) {
    return report.warnings().stream().anyMatch(warning -> warning.contains(words));
  }

  /** Soft bounds, 0.05 up to 1 and 0.06 down to −0.9 per pulse at zero. */
  @Test
  void q01FindsBothBoundsAndRates() {
    PulseCalibration found = of(quirk("q01_two_column_up_down.csv", TWO_COLUMNS));
    Report report = found.report();
    assertEquals(Family.SOFT_BOUNDS, found.fit().family());
    assertEquals(1.0, report.value("response.up.approaches"), 0.015);
    assertEquals(-0.9, report.value("response.down.approaches"), 0.015);
    assertEquals(0.05, report.value("response.up.share_per_pulse"), 0.001);
    assertEquals(0.06 / 0.9, report.value("response.down.share_per_pulse"), 0.001);
    assertTrue(interval(report, "response.up.approaches").contains(1.0));
    assertTrue(interval(report, "response.down.approaches").contains(-0.9));
    String message =
        assertThrows(
                BadInputException.class, () -> found.addTo(null, ConductanceRange.of(1e-6, 2e-6)))
            .getMessage();
    assertTrue(message.contains("siemens for a device file"), message);
  }

  private static Interval interval(Report report, String name) {
    return report.parameter(name).interval().orElseThrow();
  }

  /** From 20 µS with 12 pulses, readings of 0.4 per cent. */
  @Test
  void q02FindsStartTimeConstantAndNoise() {
    Report report = of(quirk("q02_ragged_ramps_current.csv", "polarity: up\n" + RAMPS)).report();
    assertEquals(20e-6, report.value("response.up.start"), 0.1e-6);
    double pulses = -1 / Math.log1p(-report.value("response.up.share_per_pulse"));
    assertEquals(12, pulses, 0.25);
    double width = report.value("range.max") - report.value("range.min");
    double relative = report.value("noise.up.seen") * width / 70e-6;
    assertEquals(0.004, relative, 0.001);
  }

  /** NeuroSim's a is −12 of 50 pulses, mirrored. */
  @Test
  void q03FindsTheMirroredCurve() {
    PulseCalibration found =
        PulseCalibration.of(
            List.of(quirk("q03_mirrored_ltd_digitised.csv", "polarity: down\nmirrored-at: 50\n")),
            Optional.of(Family.CUMULATIVE));
    double[] curve = found.fit().curve(Polarity.DOWN, new double[] {1, 13, 25});
    // Equal numbers of pulses divide what is left equally: e^(12/A) apart.
    double pulses = 12 / Math.log((curve[0] - curve[1]) / (curve[1] - curve[2]));
    assertEquals(12, pulses, 0.3);
    assertTrue(warns(found.report(), "Only pulses downward were measured"));
    assertTrue(warns(found.report(), "trains up, with or without trains down"));
  }

  @Test
  void q04FindsSixRamps() {
    PulseCalibration found =
        of(
            quirk(
                "q04_single_column_ramps.csv",
                "read-voltage: 0.1 V\nramps: { pulses: 20, first: up, starting-read: true }\n"));
    assertEquals(3, found.own().trains(Polarity.UP));
    assertEquals(3, found.own().trains(Polarity.DOWN));
    assertTrue(found.fit().rmse() < 0.005);
    assertTrue(Calibrated.device(found).response().orElseThrow().lowers());
  }

  /** 9 pulses up and 6 down between 10 and 40 µS. */
  @Test
  void q05FindsBothTimeConstants() {
    PulseCalibration found = of(quirk("q05_semicolon_decimal_comma.csv", ""));
    Report report = found.report();
    assertEquals(9, -1 / Math.log1p(-report.value("response.up.share_per_pulse")), 0.2);
    assertEquals(6, -1 / Math.log1p(-report.value("response.down.share_per_pulse")), 0.15);
    assertEquals(10e-6, report.value("range.min"), 0.5e-6);
    assertEquals(40e-6, report.value("range.max"), 0.5e-6);
  }

  /** The lag-one separation of step noise from write noise on 2 × 1,000 measured pulses. */
  @Test
  void separatesTheNoisesOfMeasuredReRam() {
    PulseCalibration found =
        of(
            MeasuredFiles.shared(
                "devices/reram_ibm_gong2018_pulse/gong_et_al.csv",
                Kind.PULSE_RESPONSE,
                TWO_COLUMNS));
    Report report = found.report();
    double width = 1.4111 + 1.3556;
    assertEquals(0.10815, report.value("noise.up.seen_by_neighbours") * width, 0.002);
    assertEquals(0.057223, report.value("noise.up.step_by_neighbours") * width, 0.002);
    assertEquals(0.11107, report.value("noise.down.seen_by_neighbours") * width, 0.002);
    assertEquals(0.061139, report.value("noise.down.step_by_neighbours") * width, 0.002);
    assertTrue(warns(report, "would carry emulated devices off"));
    // The emulated device shows the measured scatter, and its mean the measured mean.
    assertEquals(1, report.value("closing.up.spread") / report.value("noise.up.scatter"), 0.1);
    double emulated = report.value("closing.up.mean");
    double fitted = report.value("response.up.rmse");
    assertTrue(emulated < 1.05 * fitted, emulated + " against " + fitted);
  }

  /** The step noise of 79 measured ramps in fractions of the range. */
  @Test
  void findsTheStepNoiseOfRepeatedRamps() {
    String folder = "devices/taox_sandia_crosssim_pulse/";
    Report report =
        of(
                MeasuredFiles.shared(
                    folder + "set.csv", Kind.PULSE_RESPONSE, "polarity: up\n" + RAMPS),
                MeasuredFiles.shared(
                    folder + "reset.csv", Kind.PULSE_RESPONSE, "polarity: down\n" + RAMPS))
            .report();
    // std over ramps of neighbouring differences: step² + 2 seen²
    double up =
        Math.hypot(report.value("noise.up.step"), Math.sqrt(2) * report.value("noise.up.seen"));
    assertEquals(0.00067726 * 0.87919 / 0.83113, up, 0.0001);
    assertTrue(report.value("response.rmse") <= 0.0033);
    assertTrue(warns(report, "ends before line"));
  }

  @Test
  void u05TellsCyclesFromReads() {
    String text =
        "n,V,G_uS\n0,0,1.00\n1,1.2,2.35\n2,1.2,3.50\n3,1.2,4.45\n4,0,4.40\n5,-1.0,3.10\n6,-1.0,2.05\n"
            + "7,-1.0,1.20\n8,0,1.15\n9,1.2,2.50\n10,1.2,3.55\n11,1.2,4.60\n12,0,4.52\n13,-1.0,3.15\n"
            + "14,-1.0,2.00\n15,-1.0,1.15";
    Report report =
        of(text(
                text,
                """
                    columns:
                      - { column: V, quantity: voltage, unit: V }
                      - { column: G_uS, quantity: conductance, unit: uS }
                    """))
            .report();
    assertTrue(
        report.facts().stream().anyMatch(f -> f.startsWith("Up: 4 readings")),
        report.facts().toString());
    assertTrue(report.value("cycle_to_cycle.up.step") > 0);
  }

  @Test
  void u07CountsTheGapAsFourPulses() {
    Report report =
        PulseCalibration.of(
                List.of(
                    text(
                        "pulse,G_uS\n0,1.0\n1,NaN\n2,\n3,--\n4,3.1\n5,3.6\n6,4.1\n",
                        "polarity: up")),
                Optional.of(Family.CONSTANT))
            .report();
    double width = report.value("range.max") - report.value("range.min");
    assertEquals(0.52e-6, report.value("response.up.step") * width, 0.01e-6);
    assertTrue(warns(report, "3 values are missing: lines 3, 4, 5"));
  }

  /** Twelve readings: a mean step, and two noises that nobody can tell apart. */
  @Test
  void u09SaysThatNoisesCannotBeToldApart() {
    double[] noisy = {1.00, 1.31, 1.22, 1.64, 1.55, 1.93, 2.10, 2.02, 2.41, 2.36, 2.77, 2.90};
    String lines =
        Arrays.stream(noisy).mapToObj(Double::toString).collect(Collectors.joining("\n"));
    PulseCalibration found = of(text("G (uS)\n" + lines, "polarity: up"));
    Report report = found.report();
    double[] curve = found.fit().curve(Polarity.UP, new double[] {0, 11});
    assertEquals(0.17e-6, (curve[1] - curve[0]) / 11, 0.02e-6);
    assertTrue(warns(report, "cannot be told from that of readings"));
    DeviceModel device = Calibrated.device(found);
    assertTrue(device.writeNoise().isEmpty());
    assertTrue(device.response().orElseThrow().cycleToCycle().isEmpty());
  }

  @Test
  void u10TakesAnAbruptResetForWhatItIs() {
    PulseCalibration found =
        of(
            text(
                "pulse,up (uS),down (uS)\n0,1.00,8.23\n1,2.35,1.30\n2,3.50,1.12\n3,4.48,1.05\n"
                    + "4,5.31,1.02\n5,6.01,1.00\n6,6.61,1.00\n7,7.12,\n8,7.55,\n9,7.92,\n10,8.23,\n",
                """
                columns:
                  - { column: 1, quantity: pulse }
                  - { column: 2, quantity: conductance, unit: uS, polarity: up }
                  - { column: 3, quantity: conductance, unit: uS, polarity: down }
                """));
    Report report = found.report();
    assertEquals(0.15, report.value("response.up.share_per_pulse"), 0.005, "ratio 0.85");
    assertTrue(warns(report, "95.9 % of the way is made by pulse 1"));
    assertTrue(warns(report, "pairs of devices with refresh"));
    DeviceModel device = Calibrated.device(found);
    assertTrue(device.isOneDirectional());
    assertTrue(device.reset().orElseThrow().to() < 0.05);
  }

  @Test
  void u11NeverInventsTheOtherDirection() {
    String text =
        "pulse,G_uS\n"
            + IntStream.rangeClosed(0, 50)
                .mapToObj(n -> n + "," + (20 - 18 * Math.pow(0.9, n)))
                .collect(Collectors.joining("\n"));
    PulseCalibration found = of(text(text, "polarity: up"));
    assertEquals(0.1, found.report().value("response.up.share_per_pulse"), 1e-6);
    assertEquals(20e-6, found.report().value("response.up.approaches"), 1e-10);
    assertTrue(
        warns(found.report(), "use pairs of devices with refresh, or supply trains downward"));
    DeviceModel device = Calibrated.device(found);
    assertTrue(device.isOneDirectional());
    assertTrue(device.response().orElseThrow() instanceof SoftBounds);
  }

  @Test
  void u13SetsStuckDevicesAside() {
    StringBuilder text = new StringBuilder("dev,pulse,G_uS\n");
    Random random = new Random(13);
    for (int n = 0; n < 20; n++) {
      for (int device = 0; device < 16; device++) {
        double healthy = 1 + 0.4 * n + 0.1 * (random.nextDouble() - 0.5);
        double g =
            switch (device) {
              case 3 -> 10;
              case 9 -> 0.1;
              case 12 -> n < 8 ? 1.0 : 9.6;
              default -> healthy;
            };
        text.append(device).append(',').append(n).append(',').append(g).append('\n');
      }
    }
    PulseCalibration found = of(text(text.toString(), "polarity: up"));
    Report report = found.report();
    assertEquals(List.of("3"), found.census().stuckOn());
    assertEquals(List.of("9"), found.census().stuckOff());
    assertEquals(List.of("12"), found.census().suspicious());
    assertEquals("13 of 16 devices", report.parameter("yield").remark());
    double width = report.value("range.max") - report.value("range.min");
    assertEquals(0.4e-6, report.value("response.up.step") * width, 0.004e-6);
    assertEquals(Optional.of(new Faults(1 / 16.0, 1 / 16.0, 0)), Calibrated.device(found).faults());
  }

  /** 40 devices whose steps differ by a fifth, three trains each way, steps that miss by 2 %. */
  @Test
  void tellsDevicesFromCyclesAndDirections() {
    Random random = new Random(21);
    StringBuilder text = new StringBuilder("device,cycle,direction,pulse,G (uS)\n");
    for (int d = 0; d < 40; d++) {
      double common = 1 + 0.2 * random.nextGaussian();
      double imbalance = 0.1 * random.nextGaussian();
      for (int c = 1; c <= 3; c++) {
        train(text, "D" + d, c, "up", 10, 0.5 * (common + imbalance), random);
        train(text, "D" + d, c, "down", 60, -0.5 * (common - imbalance), random);
      }
    }
    Report report =
        of(text(
                text.toString(),
                """
                    columns:
                      - { column: device, quantity: device }
                      - { column: cycle, quantity: cycle }
                      - { column: direction, quantity: polarity }
                      - { column: pulse, quantity: pulse }
                      - { column: 5, quantity: conductance, unit: uS }
                    """))
            .report();
    // 40 devices: the standard errors of the spreads are 11 per cent.
    assertEquals(0.2, report.value("device_to_device.step"), 0.06);
    assertEquals(0.1, report.value("device_to_device.asymmetry"), 0.03);
  }

  private static void train(
      StringBuilder text,
      String device,
      int cycle,
      String way,
      double from,
      double step,
      Random random) {
    double g = from;
    for (int p = 0; p < 60; p++) {
      text.append(String.format(Locale.ROOT, "%s,%d,%s,%d,%.6f%n", device, cycle, way, p, g));
      g += step * (1 + 0.02 * random.nextGaussian());
    }
  }

  @Test
  void saysWhereDirectionsDoNotJoin() {
    StringBuilder text = new StringBuilder("pulse,up (uS),down (uS)\n");
    for (int p = 0; p < 30; p++) {
      double left = Math.pow(0.9, p);
      text.append(String.format(Locale.ROOT, "%d,%.4f,%.4f%n", p, 40 - 30 * left, 30 + 30 * left));
    }
    Report report = of(text(text.toString(), "")).report();
    assertTrue(warns(report, "The directions do not join: trains up end -"), report.toString());
    assertTrue(warns(report, "The range covers both"));
  }

  @Test
  void saysWhenASetIsAbrupt() {
    PulseCalibration found =
        of(text("pulse,G_uS\n0,1.0\n1,1.02\n2,9.0\n3,9.3\n4,9.5\n5,9.6\n6,9.7\n", "polarity: up"));
    assertTrue(warns(found.report(), "Such a set is abrupt; the fitted law describes it badly"));
  }

  /** Equal steps let the bound of a power law run away, as far as it may. */
  @Test
  void saysWhichParametersEndedAtALimit() {
    String lines =
        IntStream.range(0, 30)
            .mapToObj(n -> n + "," + (10 + n + 0.05 * Math.sin(9 * n)))
            .collect(Collectors.joining("\n"));
    PulseCalibration found =
        PulseCalibration.of(
            List.of(text("pulse,G_uS\n" + lines, "polarity: up")), Optional.of(Family.POWER));
    assertTrue(warns(found.report(), "Up: bound ended at a limit of the search"));
  }

  @Test
  void refusesMoreThanAMillionPulses() {
    String message =
        assertThrows(
                BadInputException.class,
                () -> of(text("pulse,G_uS\n0,1\n1,2\n2,3\n3,4\n2147483648,5\n", "polarity: up")))
            .getMessage();
    assertTrue(message.contains("allowed: trains of at most 1000000 pulses"), message);
  }

  @Test
  void refusesTrainsThatDoNotChange() {
    String message =
        assertThrows(
                BadInputException.class,
                () -> of(text("pulse,G_uS\n0,1\n1,1\n2,1\n3,1\n", "polarity: up")))
            .getMessage();
    assertTrue(message.contains("one value alone"), message);
  }

  @Test
  void refusesTrainsUpThatFall() {
    assertEquals(
        "pulse trains: found conductances that fall along all trains up; allowed: trains up"
            + " that rise; turn polarity in a mapping file",
        refusal(column("", -1), "polarity: up"));
  }

  /** In a log in the order of time, where a train cannot be listed from its end. */
  @Test
  void refusesTrainsDownThatRise() {
    String refusal = refusal(column(",up", 1) + "\n" + column(",down", 1), "");
    assertTrue(refusal.contains("found conductances that rise along all trains down"), refusal);
  }

  private static String column(String end, int sign) {
    return IntStream.range(0, 30)
        .mapToObj(n -> n + "," + (10 - sign * 9 * Math.exp(-n / 10.0)) + end)
        .collect(Collectors.joining("\n"));
  }

  private static String refusal(String lines, String mapping) {
    String header = "pulse,G_uS" + (mapping.isEmpty() ? ",polarity" : "") + "\n";
    return assertThrows(BadInputException.class, () -> of(text(header + lines, mapping)))
        .getMessage();
  }

  /** Readings that jump without order; a constant step of 2 % is found with an interval over 0. */
  @Test
  void aStepThatNoiseHidesIsNotCalledGood() {
    String lines =
        IntStream.range(0, 51)
            .mapToObj(n -> n + "," + (n * 7919 % 100 / 10.0 + 1))
            .collect(Collectors.joining("\n"));
    String verdict = of(text("pulse,G_uS\n" + lines, "polarity: up")).report().verdict();
    assertTrue(verdict.startsWith("Take care: pulses up move the curve by"), verdict);
  }
}
