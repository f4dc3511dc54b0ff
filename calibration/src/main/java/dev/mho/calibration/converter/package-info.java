/** From measured transitions to the errors of a converter. */
package dev.mho.calibration.converter;
