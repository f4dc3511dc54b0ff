/** The choice among families that were fitted to the same data. */
package dev.mho.calibration.selection;
