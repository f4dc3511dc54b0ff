/**
 * Labelled samples to learn from: the bundled digits, known image sets, and tables of a user's own.
 *
 * <p>Loading ({@link dev.mho.experiments.dataset.DatasetSource}) is apart from how samples are
 * seen, scaled and cropped ({@link dev.mho.experiments.dataset.View}).
 */
package dev.mho.experiments.dataset;
