/** Runs an experiment: the training loop, its exact twin, its result directory. */
package dev.mho.experiments.run;
