/** Which differences between runs are real: settings paired over seeds, with intervals. */
package dev.mho.experiments.compare;
