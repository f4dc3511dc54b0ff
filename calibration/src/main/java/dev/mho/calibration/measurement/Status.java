package dev.mho.calibration.measurement;

/** Whether the number of a row is a measured one. Only {@link #OK} rows reach a fit. */
public enum Status {
  /** A measured value. */
  OK,
  /** An empty cell, {@code NaN}, or a text that stands for no value. */
  MISSING,
  /** An instrument's code for over-range or an aborted sweep, such as 9.91E+37 or 199.999E+99. */
  OVERFLOW,
  /** The current was held at its compliance: it says nothing about the device. */
  COMPLIANCE,
  /** No conductance follows: no voltage was applied, or the resistance reads zero. */
  UNDEFINED
}
