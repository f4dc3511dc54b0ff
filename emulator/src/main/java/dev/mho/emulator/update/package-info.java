/** Pulse trains: how an outer product becomes coincidences of pulses on rows and columns. */
package dev.mho.emulator.update;
