/**
 * A weight matrix behind one interface: exact ({@link dev.mho.emulator.tile.ExactTile}), an
 * emulated array ({@link dev.mho.emulator.tile.AnalogTile}), a grid of arrays, or an array in
 * lockstep with its exact bookkeeping.
 */
package dev.mho.emulator.tile;
