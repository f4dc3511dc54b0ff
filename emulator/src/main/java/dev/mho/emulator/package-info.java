/**
 * Arrays of devices: tiles and the cells, converters, pulse trains and trace events that they are
 * made of. A layer of a network sees {@link dev.mho.emulator.tile.Tile} alone.
 */
package dev.mho.emulator;
