/**
 * What a calibration found, as numbers to print, to draw and to keep.
 *
 * <p>Without any drawing of its own: that is the top floor's.
 */
package dev.mho.calibration.report;
