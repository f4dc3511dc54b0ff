/** Fluctuations: of steps, of what is seen, of reads and of writes to targets. */
package dev.mho.calibration.noise;
