/**
 * Devices that do not work as their technology should.
 *
 * <p>Stuck ones and worn-out ones are parts of a population like any other, so that learning,
 * programming and traces meet them where hardware does. Broken lines are wires, not devices ({@code
 * dev.mho.emulator.circuit}).
 */
package dev.mho.device.fault;
