/** Pictures of results, drawn to be read. */
package dev.mho.experiments.figure;
