/**
 * Response families fitted to trains of pulses by least squares.
 *
 * <p>A family is followed through the whole train, not differenced, since differences of noisy
 * readings are mostly noise ({@link dev.mho.calibration.fit.ResponseFit}).
 */
package dev.mho.calibration.fit;
