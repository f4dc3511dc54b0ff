/**
 * Tiles that own tiles: learning rules that spread a weight's change over arrays and digital
 * memory. {@link dev.mho.emulator.compound.MixedPrecisionTile} gathers changes digitally until they
 * are worth a pulse, {@link dev.mho.emulator.compound.TransferTile} (Tiki-Taka and its children)
 * gathers them on an array of their own.
 */
package dev.mho.emulator.compound;
