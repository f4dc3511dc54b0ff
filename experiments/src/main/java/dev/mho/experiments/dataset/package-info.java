/** Labelled samples to learn from: the bundled digits and image sets in the IDX format. */
package dev.mho.experiments.dataset;
