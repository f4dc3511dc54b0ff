/**
 * Pulse trains: how an outer product becomes coincidences of pulses on rows and columns.
 *
 * <p>A plan of trains is worked out for a whole batch before any device is touched, so that arrays
 * can share it among threads ({@link dev.mho.emulator.update.PulseTrains}).
 */
package dev.mho.emulator.update;
