/**
 * What time and temperature do to written conductances.
 *
 * <p>A power law where the cells agree on one, otherwise means and spreads as measured ({@link
 * dev.mho.calibration.retention.RetentionCalibration}).
 */
package dev.mho.calibration.retention;
