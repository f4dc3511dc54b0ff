/**
 * The experiment file as records, checked and with all defaults filled in.
 *
 * <p>A record of keys says what a file may say and makes the settings of lower floors of it; lower
 * floors know of no file ({@link dev.mho.experiments.spec.ExperimentSpec}).
 */
package dev.mho.experiments.spec;
