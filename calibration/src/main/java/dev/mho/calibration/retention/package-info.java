/** What time and temperature do to written conductances. */
package dev.mho.calibration.retention;
