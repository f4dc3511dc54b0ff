/**
 * Shows what was understood of a measured file.
 *
 * <p>In words, as JSON and as a picture, for {@code mho measurement inspect}; the understanding
 * itself is {@code dev.mho.calibration.measurement}'s.
 */
package dev.mho.experiments.measurement;
