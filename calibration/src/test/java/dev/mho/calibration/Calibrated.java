package dev.mho.calibration;

import dev.mho.calibration.report.Calibration;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Provenance;

/** Devices that calibrations make, for tests. */
public final class Calibrated {
  private Calibrated() {}

  /** A device with what was found and nothing else. */
  public static DeviceModel device(Calibration calibration) {
    Provenance provenance = Provenance.of("test");
    ConductanceRange range = calibration.range().orElseThrow();
    DeviceModel.Builder device = DeviceModel.named("test", "test", range, provenance);
    calibration.addTo(device, range);
    return device.build();
  }
}
