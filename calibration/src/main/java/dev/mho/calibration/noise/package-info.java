/**
 * Fluctuations: of steps, of what is seen, of reads and of writes to targets.
 *
 * <p>What the device keeps is told from what is only seen by how differences grow with their
 * distance.
 */
package dev.mho.calibration.noise;
