/**
 * Current against voltage in the read range.
 *
 * <p>How far a device is from Ohm's law there, which is told but not kept: device files have no
 * part for it, curved devices are a matter of wires.
 */
package dev.mho.calibration.conduction;
