/**
 * Runs an experiment: the training loop, its exact twin, its result directory, and the checkpoints
 * from which an interrupted run goes on.
 */
package dev.mho.experiments.run;
