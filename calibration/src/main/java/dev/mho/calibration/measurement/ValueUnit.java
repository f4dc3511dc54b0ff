package dev.mho.calibration.measurement;

/** In what the conductances of a measurement are. */
public enum ValueUnit {
  /** Siemens. */
  SIEMENS,
  /**
   * Normalised, or a figure's own scale: shapes and ratios can be fitted, but a device file can be
   * made only once the mapping gives a scale in siemens.
   */
  ARBITRARY
}
