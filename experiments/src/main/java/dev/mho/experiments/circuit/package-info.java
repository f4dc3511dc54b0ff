/**
 * Circuits of programmed arrays: from files, through ngspice, and as reports.
 *
 * <p>From a result, or from tables of siemens, to the circuit that {@code dev.mho.emulator.circuit}
 * solves ({@link dev.mho.experiments.circuit.ProgrammedArrays}).
 */
package dev.mho.experiments.circuit;
