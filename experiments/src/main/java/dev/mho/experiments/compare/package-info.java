/**
 * Which differences between runs are real: settings paired over seeds, with intervals.
 *
 * <p>Apart from sweeps, for it takes any results, however they were made ({@link
 * dev.mho.experiments.compare.Comparison}).
 */
package dev.mho.experiments.compare;
