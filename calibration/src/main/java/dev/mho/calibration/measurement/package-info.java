/**
 * Reads what an instrument wrote into one canonical form: {@link
 * dev.mho.calibration.measurement.Measurement}, one event a row, in siemens, volts, seconds and
 * amperes. Nothing is guessed silently and nothing is dropped silently.
 */
package dev.mho.calibration.measurement;
