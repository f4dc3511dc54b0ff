package dev.mho.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.conduction.CurrentVoltageCalibration;
import dev.mho.calibration.converter.ConverterCalibration;
import dev.mho.calibration.converter.ConverterCalibration.Nominal;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.noise.ProgrammingCalibration;
import dev.mho.calibration.noise.ReadNoiseCalibration;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Words;
import dev.mho.calibration.retention.RetentionCalibration;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Relaxation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Measured noise, errors, retention, converters and I-V curves give the numbers that plain scripts
 * found, {@code golden/calibration/other_fits.csv}, and invented files their truth.
 */
class OtherFitsTest {

  @Test
  void programmingErrorOfMeasuredMemristors() {
    ProgrammingCalibration found =
        ProgrammingCalibration.of(
            List.of(
                MeasuredFiles.shared(
                    "devices/memristor_readc_program_readnoise/3c_conductance_value.csv",
                    Kind.PROGRAMMING,
                    "")));
    Report report = found.report();
    double[][] golden = {
      {100, 0.07959, 2.4174},
      {150, 0.237, 2.6443},
      {200, -0.5995, 2.9792},
      {250, -0.4592, 2.7914},
      {300, 0.05958, 2.8134},
      {350, -0.8933, 2.627},
      {400, -0.6182, 2.8445}
    };
    for (double[] row : golden) {
      String place = "target_" + Words.key(row[0] * 1e-6) + ".";
      assertEquals(row[1] * 1e-6, report.value(place + "bias"), 1e-10);
      assertEquals(row[2] * 1e-6, report.value(place + "sigma"), 1e-10);
    }
    assertEquals(2.731e-6, report.value("programming_error.c0"), 0.01e-6);
    assertEquals(4.99e-6, report.value("programming_error.largest"), 1e-9);
    ProgrammingError error = Calibrated.device(found).programmingError().orElseThrow();
    assertEquals(ProgrammingError.Shape.UNIFORM, error.shape(), "a verified write");
    assertEquals(2.731e-6 / 400e-6, error.level(0.5), 3e-5);
  }

  @Test
  void q08FindsTheWindow() {
    ProgrammingCalibration found =
        ProgrammingCalibration.of(
            List.of(
                MeasuredFiles.shared(
                    "calibration_quirks/q08_program_error_wide.csv", Kind.PROGRAMMING, "")));
    assertEquals(0.577e-6, found.report().value("programming_error.c0"), 0.02e-6);
    assertTrue(found.report().value("programming_error.largest") < 1e-6);
    assertEquals(
        ProgrammingError.Shape.UNIFORM,
        Calibrated.device(found).programmingError().orElseThrow().shape());
  }

  @Test
  void readNoiseOfMeasuredRram() {
    ReadNoiseCalibration found =
        ReadNoiseCalibration.of(
            List.of(
                MeasuredFiles.shared(
                    "devices/rram_foundryA_read_noise/tsdata.min.tsv.gz",
                    Kind.READ_NOISE,
                    """
                    layout: traces
                    interval: 2.5 ms
                    columns:
                      - { column: 1, quantity: device }
                    samples: { from: 3, quantity: conductance, unit: S }
                    """)));
    Report report = found.report();
    String[] levels = {"0", "8", "16", "24", "31"};
    double[][] golden = {
      {9.4785, 0.85906, 0.22029, 0.20407, 0.33362, -0.91628},
      {85.296, 10.188, 0.6225, 0.27828, 1.3972, -1.1212},
      {134.04, 2.2526, 0.29936, 0.25973, 0.39117, -1.1223},
      {185.14, 2.5268, 0.30736, 0.27828, 0.59913, -1.36},
      {253.03, 0.52262, 0.28877, 0.29683, 0.3563, -0.76194}
    };
    for (int i = 0; i < levels.length; i++) {
      String place = "read." + levels[i] + ".";
      assertEquals(golden[i][0], report.value(place + "mean") * 1e6, 0.01 * golden[i][0]);
      assertEquals(golden[i][1], report.value(place + "sigma_whole") * 1e6, 0.01 * golden[i][1]);
      assertEquals(
          golden[i][2], report.value(place + "sigma_differences") * 1e6, 0.01 * golden[i][2]);
      assertEquals(golden[i][3], report.value(place + "sigma_robust") * 1e6, 0.05 * golden[i][3]);
      assertEquals(golden[i][4], report.value(place + "sigma_1s") * 1e6, 0.05 * golden[i][4]);
      assertEquals(golden[i][5], report.value(place + "spectrum_slope"), 0.25);
    }
    assertTrue(report.verdict().contains("not white"), report.verdict());
  }

  /** 1,000 reads at each of seven targets without their times. */
  @Test
  void readNoiseOfMeasuredMemristors() {
    Report report =
        ReadNoiseCalibration.of(
                List.of(
                    MeasuredFiles.shared(
                        "devices/memristor_readc_program_readnoise/3d.csv", Kind.READ_NOISE, "")))
            .report();
    double[][] golden = {
      {100, 95.186, 0.1819, 0.1545},
      {150, 153.09, 0.3458, 0.1131},
      {200, 203.52, 0.1979, 0.181},
      {250, 253.76, 0.02179, 0.01884},
      {300, 296.34, 0.03859, 0.0365},
      {350, 349.58, 0.07828, 0.03714},
      {400, 397.35, 0.1131, 0.1085}
    };
    for (double[] row : golden) {
      String place = "read." + Words.key(row[0] * 1e-6) + ".";
      assertEquals(row[1], report.value(place + "mean") * 1e6, 5e-5 * row[1]);
      assertEquals(row[2], report.value(place + "sigma_whole") * 1e6, 5e-4 * row[2]);
      assertEquals(row[3], report.value(place + "sigma_differences") * 1e6, 2e-3 * row[3]);
    }
  }

  @Test
  void q07FindsWhiteNoiseBesideAJump() {
    Report report =
        ReadNoiseCalibration.of(
                List.of(
                    MeasuredFiles.shared(
                        "calibration_quirks/q07_read_noise_wide.tsv",
                        Kind.READ_NOISE,
                        """
                        layout: traces
                        interval: 2.5 ms
                        columns:
                          - { column: 1, quantity: device }
                        samples: { from: 3, quantity: conductance, unit: S }
                        """)))
            .report();
    assertEquals(20e-9, report.value("read.0.sigma_robust"), 5e-9);
    assertEquals(100e-9, report.value("read.8.sigma_robust"), 20e-9);
    assertEquals(200e-9, report.value("read.16.sigma_robust"), 40e-9);
    assertEquals(0.8e-6, report.value("read.8.telegraph_amplitude"), 0.08e-6);
  }

  @Test
  void u12FindsFourStates() {
    Report report =
        ReadNoiseCalibration.of(
                List.of(
                    MeasuredFiles.text(
                        "G (uS)\n2.01\n1.99\n2.02\n4.03\n3.98\n4.01\n6.02\n5.97\n6.00\n8.01\n7.99\n8.02\n",
                        Kind.READ_NOISE,
                        "")))
            .report();
    double[] states = {2.0067e-6, 4.0067e-6, 5.9967e-6, 8.0067e-6};
    for (int i = 0; i < states.length; i++) {
      assertEquals(states[i], report.value("levels." + (i + 1)), 1e-10);
    }
    assertEquals(0.02e-6, report.value("levels.spread"), 0.005e-6);
  }

  @Test
  void q06FindsDriftOfTwelveCells() {
    RetentionCalibration found =
        RetentionCalibration.of(
            List.of(
                MeasuredFiles.shared(
                    "calibration_quirks/q06_drift_long_resistance.tsv",
                    Kind.RETENTION,
                    """
                    columns:
                      - { column: cell, quantity: device }
                      - { column: t, quantity: time, unit-column: unit }
                      - { column: R_ohm, quantity: resistance, unit: ohm }
                    """)));
    Report report = found.report();
    assertEquals(0.0495, report.value("drift.nu_mean"), 0.0005);
    assertEquals(0.0108, report.value("drift.nu_spread"), 0.0005);
    assertTrue(report.parameter("drift.nu_mean").interval().orElseThrow().contains(0.05));
    assertEquals(20, report.value("drift.t0"));
    PowerLawDrift drift = (PowerLawDrift) Calibrated.device(found).drift().orElseThrow();
    assertEquals(20, drift.t0Seconds());
    assertEquals(0.0495, drift.nuMean().at(0.5), 0.0005);
  }

  @Test
  void u15KeepsTimeZeroOffTheLogarithm() {
    Report report =
        RetentionCalibration.of(
                List.of(
                    MeasuredFiles.text(
                        "t_s,G_uS\n0,25.0\n1,25.0\n10,22.281\n100,19.858\n1000,17.699\n10000,15.774",
                        Kind.RETENTION,
                        "")))
            .report();
    assertEquals(0.050, report.value("drift.nu_mean"), 0.001);
    assertEquals(1, report.value("drift.t0"));
    assertEquals(14.16e-6, report.value("drift.after_a_day"), 0.05e-6);
    assertTrue(report.parameter("drift.after_a_day").remark().startsWith("extrapolated"));
  }

  @Test
  void relaxationOfMeasuredRram() {
    RetentionCalibration found =
        RetentionCalibration.of(
            List.of(
                MeasuredFiles.shared(
                    "devices/rram_foundryB_relaxation_10k/relaxdata_10k_even_addr.min.tsv.gz",
                    Kind.RETENTION,
                    """
                    columns:
                      - { column: 1, quantity: device }
                      - { column: 2, quantity: time, unit: s }
                      - { column: 4, quantity: conductance, unit: S }
                    """)));
    Report report = found.report();
    assertEquals(0.00301942, report.value("drift.nu_mean"), 0.0005);
    assertEquals(0.0158661, report.value("drift.nu_spread"), 0.001);
    assertEquals(0.00254213, report.value("drift.nu_robust_spread"), 0.0003);
    double[][] golden = {
      {-0.148356, 2.35757},
      {-0.35791, 3.51167},
      {-0.618543, 4.4923},
      {-0.930562, 5.29657},
      {-1.27763, 5.87576},
      {-1.26299, 7.16077}
    };
    String[] means =
        report.parameters().stream()
            .map(Parameter::name)
            .filter(name -> name.startsWith("change.at_") && name.endsWith(".mean"))
            .toArray(String[]::new);
    assertEquals(golden.length, means.length);
    for (int i = 0; i < golden.length; i++) {
      // The scripts left a hundred or two cells out at each time.
      assertEquals(golden[i][0], report.value(means[i]) * 1e6, 0.08);
      String spread = means[i].replace(".mean", ".spread");
      assertEquals(golden[i][1], report.value(spread) * 1e6, 0.1 * golden[i][1]);
    }
    assertEquals(-0.56784e-6, report.value("change.mean_at_1_s"), 0.03e-6);
    assertEquals(-0.08563e-6, report.value("change.mean_per_ln_t"), 0.005e-6);
    assertEquals(4.0636e-6, report.value("change.spread_at_1_s"), 0.1e-6);
    assertEquals(0.31063e-6, report.value("change.spread_per_ln_t"), 0.04e-6);
    assertTrue(report.verdict().contains("this is broadening, not drift"), report.verdict());
    assertTrue(Calibrated.device(found).drift().orElseThrow() instanceof Relaxation);
  }

  @Test
  void bakesOfMeasuredRram() {
    Measurement bakes =
        MeasuredFiles.shared(
            "devices/rram_foundryA_bake_retention/bake_addr_mod6.tsv.gz",
            Kind.RETENTION,
            """
            columns:
              - { column: 1, quantity: device }
              - { column: 2, quantity: time, unit: s }
              - { column: 4, quantity: conductance, unit: S }
              - { column: 5, quantity: temperature, unit: C }
            """);
    Report report = RetentionCalibration.of(List.of(bakes)).report();
    double[][] golden = {
      {100, 2.6097, 13.351},
      {140, 4.84636, 16.4778},
      {180, 5.70676, 21.3977},
      {220, -10.8455, 30.4067},
      {260, -51.7556, 53.5837}
    };
    for (double[] row : golden) {
      String place = "bake.at_" + (int) row[0] + "_c.";
      assertEquals(row[1] * 1e-6, report.value(place + "mean"), 0.3e-6);
      assertEquals(row[2] * 1e-6, report.value(place + "spread"), 0.3e-6);
    }
    assertTrue(report.warnings().stream().anyMatch(w -> w.contains("no activation energy")));
  }

  @Test
  void q09FindsAMissingCode() {
    ConverterCalibration found =
        ConverterCalibration.of(
            List.of(
                MeasuredFiles.shared(
                    "calibration_quirks/q09_adc_transitions.csv", Kind.CONVERTER, "")),
            Optional.of(new Nominal(0, 1)));
    Report report = found.report();
    assertEquals(4, report.value("converter.bits"));
    assertEquals(-1, report.value("converter.dnl_lowest"), 1e-9);
    assertEquals(1.51, report.value("converter.dnl_highest"), 0.01);
    assertEquals(1.14, report.value("converter.inl_max"), 0.01);
    assertTrue(report.warnings().stream().anyMatch(w -> w.contains("never gives code 8")));
  }

  @Test
  void convertersOfAMeasuredDesign() {
    StringBuilder columns = new StringBuilder("columns:\n  - { column: 1, quantity: code }\n");
    for (int s = 1; s <= 10; s++) {
      columns.append(
          "  - { column: Sample_" + s + ", quantity: inl, unit: LSB, device: S" + s + " }\n");
    }
    Report report =
        ConverterCalibration.of(
                List.of(
                    MeasuredFiles.shared(
                        "devices/adc_readc_inl_dnl/4a_INL_Data.csv",
                        Kind.CONVERTER,
                        columns.toString())),
                Optional.empty())
            .report();
    assertEquals(0.2151, report.value("converter.inl_max_nominal"), 1e-4);
    // The list of codes that the scripts took has code 0, which has no transition.
    assertEquals(0.070405, report.value("converter.inl_rms_nominal") * Math.sqrt(15 / 16.0), 1e-5);
    assertEquals(0.3223, report.value("converter.dnl_max"), 0.01);
    assertTrue(report.verdict().contains("of its 4 bits"));
  }

  @Test
  void q10FindsTheCubicTermBelowTheSwitch() {
    Report report =
        CurrentVoltageCalibration.of(
                List.of(
                    MeasuredFiles.shared(
                        "calibration_quirks/q10_iv_hysteresis_compliance.csv",
                        Kind.IV,
                        """
                        columns:
                          - { column: V, quantity: voltage, unit: V }
                          - { column: I, quantity: current, unit: mA }
                        """)))
            .report();
    assertEquals(2e-5, report.value("iv.sweep.conductance"), 2e-8);
    assertEquals(3e-5, report.value("iv.sweep.cubic"), 1e-7);
  }

  @Test
  void sweepsOfMeasuredMemristors() {
    StringBuilder columns = new StringBuilder("columns:\n");
    for (int i = 50; i <= 400; i += 50) {
      for (String way : new String[] {"set", "reset"}) {
        String name = way + "_" + i + "uA";
        columns.append("  - { column: V_" + name + ", quantity: voltage, unit: V }\n");
        columns.append(
            "  - { column: I_" + name + ", quantity: current, unit: uA, device: " + name + " }\n");
      }
    }
    Report report =
        CurrentVoltageCalibration.of(
                List.of(
                    MeasuredFiles.shared(
                        "devices/memristor_readc_iv/3b.csv", Kind.IV, columns.toString())))
            .report();
    double[][] golden = {
      {28.163, 26.513, 32.202}, {98.02, 94.861, 60.982}, {31.477, 30.415, 20.72},
      {179.62, 172.94, 128.82}, {35.724, 34.173, 30.255}, {262.36, 253.47, 171.61},
      {35.536, 33.222, 45.141}, {326.92, 318.3, 166.36}, {33.065, 31.43, 31.887},
      {382.67, 374.31, 161.38}, {32.529, 29.335, 62.315}, {436.15, 428.26, 152.22},
      {35.762, 34.023, 33.911}, {484.37, 476.55, 150.97}, {31.138, 29.905, 24.061},
      {529.11, 521.14, 153.75}
    };
    int row = 0;
    for (int i = 50; i <= 400; i += 50) {
      for (String way : new String[] {"set", "reset"}) {
        String place = "iv." + way + "_" + i + "uA_1.";
        assertEquals(golden[row][0], report.value(place + "linear") * 1e6, 1e-3 * golden[row][0]);
        assertEquals(
            golden[row][1], report.value(place + "conductance") * 1e6, 1e-3 * golden[row][1]);
        assertEquals(golden[row][2], report.value(place + "cubic") * 1e6, 1e-2 * golden[row][2]);
        row++;
      }
    }
  }
}
