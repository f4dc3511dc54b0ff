/**
 * From measured transitions to the errors of a converter.
 *
 * <p>By the line through the ends, so that the file says what an array's converter will do to its
 * currents.
 */
package dev.mho.calibration.converter;
