/**
 * What calibrations found, on the terminal and as a page: tables, plots and warnings.
 *
 * <p>The numbers come from {@code dev.mho.calibration.report}.
 */
package dev.mho.experiments.calibration;
