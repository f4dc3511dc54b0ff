/** Shows what was understood of a measured file. */
package dev.mho.experiments.measurement;
