/** Circuits of programmed arrays: from files, through ngspice, and as reports. */
package dev.mho.experiments.circuit;
