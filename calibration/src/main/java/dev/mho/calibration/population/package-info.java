/**
 * What single devices of a population do: which are stuck, how the others differ.
 *
 * <p>Looked at before any fit, for one stuck device spoils the mean of all.
 */
package dev.mho.calibration.population;
