package dev.mho.calibration.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.Calibrated;
import dev.mho.calibration.MeasuredFiles;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.report.Report;
import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Relaxation;
import dev.mho.device.retention.Temperature;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** Drift by state and drift at several temperatures. */
class RetentionCalibrationTest {
  private static final double BOLTZMANN = 8.617333262e-5;

  private static RetentionCalibration of(String text, String mapping) {
    return RetentionCalibration.of(List.of(MeasuredFiles.text(text, Kind.RETENTION, mapping)));
  }

  @Test
  void aCellThatNeverChangesIsNotCalledBroad() {
    String verdict = of("t_s,G_uS\n1,5\n10,5\n100,5\n1000,5\n", "").report().verdict();
    assertEquals(
        "No reading differs from the first: as far as these data tell, nothing drifts.", verdict);
  }

  /** Means of 16 states of SONOS: low ones rise and high ones fall; other_fits.csv has c. */
  @Test
  void statesThatRiseAndStatesThatFallAreToldByState() {
    StringBuilder mapping = new StringBuilder("read-voltage: 0.1 V\ncolumns:\n");
    int[] days = {0, 1, 2, 5};
    for (int i = 0; i < days.length; i++) {
      mapping.append("  - { column: %d, quantity: current, unit: nA, ".formatted(i + 1));
      mapping.append("time: %d d, device: each row }\n".formatted(days[i]));
    }
    RetentionCalibration found =
        RetentionCalibration.of(
            List.of(
                MeasuredFiles.shared(
                    "devices/sonos_sandia_retention/sonos_mean_current_nA.csv",
                    Kind.RETENTION,
                    mapping.toString())));
    Report report = found.report();
    assertEquals(131.78e-9, report.value("change.by_state.c0"), 0.01e-9);
    assertEquals(-0.0017559, report.value("change.by_state.c1"), 1e-7);
    assertEquals(-2160.3, report.value("change.by_state.c2"), 0.1);
    // The scripts' RMSE of 4.18 nA at 0.1 V divides by 16, not by 13 degrees of freedom.
    assertEquals(41.8e-9, report.value("change.by_state.residual") * Math.sqrt(13 / 16.0), 0.1e-9);
    assertTrue(report.verdict().startsWith("The change goes by the state"), report.verdict());
    DeviceModel device = Calibrated.device(found);
    Relaxation drift = (Relaxation) device.drift().orElseThrow();
    double maximum = device.conductance().maxSiemens();
    assertEquals(1, drift.after(1e-6 / maximum, 432_000, 0) * maximum / 1.13e-6, 0.02);
    assertTrue(drift.after(1, 432_000, 0) < 0.98, "the highest state falls");
  }

  /** Bakes of an hour or two, by quarters of the range: numbers of other_fits.csv. */
  @ParameterizedTest
  @CsvSource({
    "100, 7.218, 16.26, 5.509, 16.76, -0.5011, 9.474, -1.755, 4.144",
    "180, 14.74, 25.54, 10.08, 24.26, 0.6717, 17.96, -2.88, 7.858",
    "260, -6.551, 24.98, -45.44, 36.48, -79.09, 48.69, -77.35, 61.02"
  })
  void bakesByState(ArgumentsAccessor golden) {
    List<Cell> cells =
        MeasuredFiles.shared(
                "devices/rram_foundryA_bake_retention/bake_addr_mod6.tsv.gz",
                Kind.RETENTION,
                """
                columns:
                  - { column: 1, quantity: device }
                  - { column: 2, quantity: time, unit: s }
                  - { column: 4, quantity: conductance, unit: S }
                  - { column: 5, quantity: temperature, unit: C }
                """)
            .readings()
            .stream()
            .filter(r -> r.timed() && r.size() > 1)
            .map(Cell::of)
            .filter(cell -> cell.celsius().getAsDouble() == golden.getDouble(0))
            .toList();
    List<TimeGroup> groups = TimeGroup.of(cells);
    TimeGroup last = groups.get(groups.size() - 1);
    double maximum = 240e-6;
    for (int quarter = 0; quarter < 4; quarter++) {
      TimeGroup state = last.within(quarter * maximum / 4, (quarter + 1) * maximum / 4);
      assertEquals(golden.getDouble(1 + 2 * quarter), state.mean() * 1e6, 0.02);
      assertEquals(golden.getDouble(2 + 2 * quarter), state.deviation() * 1e6, 0.02);
    }
  }

  /** Change without regard to the state is broadening, whatever the states. */
  @Test
  void changeWithoutRegardToTheStateIsBroadening() {
    Random random = new Random(8);
    StringBuilder text = new StringBuilder("cell,t_s,G_uS\n");
    for (int cell = 0; cell < 30; cell++) {
      double start = 5 + cell;
      text.append(String.format(Locale.ROOT, "c%d,0,%.4f%n", cell, start));
      for (int decade = 0; decade < 5; decade++) {
        double change = (0.2 + 0.1 * decade) * random.nextGaussian();
        text.append(
            String.format(
                Locale.ROOT, "c%d,%.0f,%.4f%n", cell, Math.pow(10, decade), start + change));
      }
    }
    Report report =
        of(
                text.toString(),
                """
                columns:
                  - { column: cell, quantity: device }
                  - { column: t_s, quantity: time, unit: s }
                  - { column: G_uS, quantity: conductance, unit: uS }
                """)
            .report();
    assertTrue(report.verdict().contains("this is broadening, not drift"), report.verdict());
    assertTrue(
        report.parameter("change.at_10000_s.spread").interval().orElseThrow().contains(0.6e-6));
  }

  /** ν = 0.05, E_a = 0.9 eV, three temperatures, readings of 0.2 %. */
  @Test
  void severalTemperaturesGiveAnActivationEnergy() {
    RetentionCalibration found = of(bakes(0.9, true), BAKES);
    Report report = found.report();
    assertEquals(0.9, report.value("temperature.activation"), 0.05);
    assertTrue(report.parameter("temperature.activation").interval().orElseThrow().contains(0.9));
    DeviceModel device = Calibrated.device(found);
    Temperature heat = device.temperature().orElseThrow();
    assertEquals(298.15, heat.measuredKelvin(), 1e-9);
    assertEquals(298.15, heat.kelvin(), 1e-9);
    PowerLawDrift drift = (PowerLawDrift) device.drift().orElseThrow();
    assertEquals(0.05, drift.nuMean().at(0.5), 0.003);
  }

  /** Without the state at the write, a power law looks alike at all temperatures. */
  @Test
  void withoutAReadingAtTheWriteNoActivationEnergyIsTold() {
    Report report = of(bakes(0.9, false), BAKES).report();
    assertTrue(
        report.parameters().stream().noneMatch(p -> p.name().equals("temperature.activation")));
    assertTrue(
        report.warnings().stream().anyMatch(w -> w.contains("No activation energy follows")),
        report.warnings().toString());
  }

  private static final String BAKES =
      """
      columns:
        - { column: cell, quantity: device }
        - { column: T, quantity: temperature, unit: C }
        - { column: t, quantity: time, unit: s }
        - { column: G, quantity: conductance, unit: uS }
      """;

  private static String bakes(double activation, boolean written) {
    Random random = new Random(9);
    StringBuilder text = new StringBuilder("cell,T,t,G\n");
    int cell = 0;
    for (double celsius : new double[] {25, 55, 85}) {
      double faster = Math.exp(activation / BOLTZMANN * (1 / 298.15 - 1 / (celsius + 273.15)));
      for (int c = 0; c < 8; c++, cell++) {
        double start = 10 + 2 * c;
        if (written) {
          text.append(String.format(Locale.ROOT, "d%d,%.0f,0,%.5f%n", cell, celsius, start));
        }
        for (int decade = 0; decade <= 5; decade++) {
          double t = Math.pow(10, decade);
          double g = start * Math.pow(faster * t, -0.05) * (1 + 0.002 * random.nextGaussian());
          text.append(String.format(Locale.ROOT, "d%d,%.0f,%.0f,%.5f%n", cell, celsius, t, g));
        }
      }
    }
    return text.toString();
  }

  @Test
  void relaxationAtSeveralTemperaturesIsRefusedForADeviceFile() {
    RetentionCalibration found =
        of(
            """
            cell,T,t,G
            a,25,1,10
            a,25,10,11
            b,85,1,20
            b,85,10,18
            """,
            BAKES);
    String message =
        assertThrows(BadInputException.class, () -> Calibrated.device(found)).getMessage();
    assertTrue(message.contains("2 temperatures that give no activation energy"), message);
  }
}
