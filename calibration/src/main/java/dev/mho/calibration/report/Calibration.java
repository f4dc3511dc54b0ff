package dev.mho.calibration.report;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import java.util.Optional;

/** What was learned from measurements of one kind. */
public interface Calibration {

  /** What was found, to be read. */
  Report report();

  /** The conductance range that the measurement itself shows, in siemens, if it does. */
  Optional<ConductanceRange> range();

  /**
   * Writes what was found into a device whose range is set.
   *
   * @throws dev.mho.device.format.BadInputException if the device file cannot hold it; one line
   */
  void addTo(DeviceModel.Builder device, ConductanceRange range);
}
