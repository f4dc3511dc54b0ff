/**
 * Wires: an array as the resistive circuit it is, solved exactly.
 *
 * <p>It knows siemens, ohms and volts and nothing of weights; {@link
 * dev.mho.emulator.circuit.EffectiveConductance} turns a whole circuit into the matrix that reads
 * then cost.
 */
package dev.mho.emulator.circuit;
