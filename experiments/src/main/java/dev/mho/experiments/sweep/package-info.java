/** Many runs from one file: points of a grid, of a list or at random, run once and compared. */
package dev.mho.experiments.sweep;
