/**
 * Tables of numbers that users bring.
 *
 * <p>Voltages, conductances, inputs: plain text, read in one way by all commands.
 */
package dev.mho.experiments.table;
