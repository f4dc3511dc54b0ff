/**
 * What arrays cost: their work counted, and a first-order model of the energy and time of it.
 *
 * <p>Counting ({@link dev.mho.emulator.energy.EnergyMeter}) is apart from the coefficients ({@link
 * dev.mho.emulator.energy.EnergyModel}), so that coefficients are a file and not code.
 */
package dev.mho.emulator.energy;
