/** What single devices of a population do: which are stuck, how the others differ. */
package dev.mho.calibration.population;
