/**
 * The choice among families that were fitted to the same data.
 *
 * <p>By information criteria that know how long residuals remember each other ({@link
 * dev.mho.calibration.selection.ModelChoice}).
 */
package dev.mho.calibration.selection;
