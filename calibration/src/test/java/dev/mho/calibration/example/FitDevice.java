package dev.mho.calibration.example;

import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.MappingFile;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.MeasurementFile;
import dev.mho.calibration.pulse.PulseCalibration;
import dev.mho.calibration.report.DeviceDraft;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From a measured file of pulses to a device. */
public final class FitDevice {
  private FitDevice() {}

  /** Prints what was fitted to the file that is named. */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    Measurement measured =
        MeasurementFile.read(file, MappingFile.lyingBeside(file), Kind.PULSE_RESPONSE);
    List<Measurement> sources = List.of(measured);
    PulseCalibration calibration =
        PulseCalibration.of(sources, Optional.empty()); // whatever family fits best
    Report report = calibration.report();
    for (Parameter found : report.parameters()) {
      if (found.name().startsWith("response.") && found.interval().isPresent()) {
        System.out.printf(
            Locale.ROOT,
            "%-34s %8.4f  from %.4f to %.4f%n",
            found.name(),
            found.value(),
            found.interval().get().low(),
            found.interval().get().high());
      }
    }
    report.warnings().forEach(System.out::println);

    DeviceDraft draft =
        new DeviceDraft(Optional.empty(), "mine", "ReRAM, invented", "my program", "2026-01-01");
    DeviceModel device = draft.with(calibration, report, sources);
    System.out.println(device.response().orElseThrow().getClass().getSimpleName());
    System.out.println(DeviceFile.print(device).lines().count() + " lines as a device file");
  }
}
