/** Wires: an array as the resistive circuit it is, solved exactly. */
package dev.mho.emulator.circuit;
