/** What arrays cost: their work counted, and a first-order model of the energy and time of it. */
package dev.mho.emulator.energy;
