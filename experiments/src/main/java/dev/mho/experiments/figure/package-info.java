/**
 * Pictures of results, drawn to be read.
 *
 * <p>PNG and SVG files, as they go into papers; charts within pages are in {@code
 * dev.mho.experiments.chart}.
 */
package dev.mho.experiments.figure;
