package dev.mho.calibration.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.MeasuredFiles;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepCalibrationTest {

  @Test
  void u14TellsDevicesFromRepeats() {
    Measurement steps =
        MeasuredFiles.text(
            "device,repeat,step (uS)\nA,1,.10\nA,2,.12\nA,3,.11\nB,1,.20\nB,2,.19\nB,3,.21\n"
                + "C,1,.15\nC,2,.16\nC,3,.14\nD,1,.05\nD,2,.06\nD,3,.04\n",
            Kind.PULSE_RESPONSE,
            "polarity: up");
    assertTrue(StepCalibration.fits(List.of(steps)));
    Report report = StepCalibration.of(List.of(steps)).report();
    assertEquals(0.1275e-6, report.value("step.up.mean"), 1e-15);
    assertEquals(0.010e-6, report.value("cycle_to_cycle.up"), 0.0005e-6);
    assertEquals(0.063e-6, report.value("device_to_device.up"), 0.0005e-6);
    assertTrue(report.parameter("device_to_device.up").remark().contains("% of the mean"));
  }
}
