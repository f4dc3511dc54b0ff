/**
 * From trains of pulses to the response, spreads and faults of a device.
 *
 * <p>It calls the other packages in their order, and ends with the closing test: the fitted device
 * through the measured protocol ({@link dev.mho.calibration.pulse.PulseCalibration}).
 */
package dev.mho.calibration.pulse;
