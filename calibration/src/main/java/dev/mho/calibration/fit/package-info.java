/** Response families fitted to trains of pulses by least squares. */
package dev.mho.calibration.fit;
