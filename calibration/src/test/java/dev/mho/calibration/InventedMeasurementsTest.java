package dev.mho.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.MeasurementFile;
import dev.mho.calibration.noise.ProgrammingCalibration;
import dev.mho.calibration.pulse.PulseCalibration;
import dev.mho.calibration.report.Interval;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.retention.RetentionCalibration;
import dev.mho.device.DeviceModel;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.Specimen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files of {@code examples/measured} are what was invented, and tell it. */
class InventedMeasurementsTest {
  private static final Path FOLDER = Path.of("..", "examples", "measured");

  private static List<Measurement> read(String name, Kind kind) {
    return List.of(MeasurementFile.read(FOLDER.resolve(name), Optional.empty(), kind));
  }

  @Test
  void theFilesAreWhatTheProgramMakes() throws IOException {
    for (Map.Entry<String, String> file : InventedMeasurements.files().entrySet()) {
      assertEquals(file.getValue(), Files.readString(FOLDER.resolve(file.getKey())), file.getKey());
    }
  }

  /**
   * Steps in siemens a pulse, well inside the range. Eight devices that differ by 15 % tell the
   * nominal step to 5.3 % (one deviation); three are allowed.
   */
  @Test
  void pulsesTellTheStepsOfTheInventedDevice() {
    DeviceModel found =
        Calibrated.device(
            PulseCalibration.of(read("pulses.csv", Kind.PULSE_RESPONSE), Optional.empty()));
    for (double siemens = 12e-6; siemens < 31e-6; siemens += 3e-6) {
      for (Polarity polarity : Polarity.values()) {
        double truth = step(InventedMeasurements.TRUTH, polarity, siemens);
        assertEquals(truth, step(found, polarity, siemens), 0.16 * truth, polarity + " " + siemens);
      }
    }
  }

  private static double step(DeviceModel device, Polarity polarity, double siemens) {
    Specimen nominal = Specimen.nominal(device.response().orElseThrow());
    double g = device.conductance().normalised(siemens);
    return device.conductance().span() * device.response().get().step(polarity, g, nominal);
  }

  @Test
  void writesAndTimeTellTheirTruths() {
    Report writes = ProgrammingCalibration.of(read("programming.csv", Kind.PROGRAMMING)).report();
    // 0.02 of 40 µS; 240 writes tell it to 4.6 % (one deviation).
    assertEquals(0.8e-6, writes.value("programming_error.c0"), 0.11e-6);
    Report time = RetentionCalibration.of(read("retention.csv", Kind.RETENTION)).report();
    Interval exponent = time.parameter("drift.nu_mean").interval().orElseThrow();
    assertTrue(exponent.low() < 0.05 && 0.05 < exponent.high(), exponent.toString());
  }
}
