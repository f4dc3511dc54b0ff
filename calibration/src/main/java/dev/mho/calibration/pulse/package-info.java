/** From trains of pulses to the response, spreads and faults of a device. */
package dev.mho.calibration.pulse;
