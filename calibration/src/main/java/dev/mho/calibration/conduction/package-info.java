/** Current against voltage in the read range. */
package dev.mho.calibration.conduction;
