package dev.mho.calibration.measurement;

/**
 * A row that could not be read.
 *
 * @param line of the file, from 1
 * @param reason what was found and what is allowed
 */
public record Refused(int line, String reason) {}
