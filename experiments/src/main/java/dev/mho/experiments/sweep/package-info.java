/**
 * Many runs from one file: points of a grid, of a list or at random, run once and compared.
 *
 * <p>Where runs are made is an engine's matter, this machine's or a cluster's ({@link
 * dev.mho.experiments.sweep.SweepEngine}).
 */
package dev.mho.experiments.sweep;
