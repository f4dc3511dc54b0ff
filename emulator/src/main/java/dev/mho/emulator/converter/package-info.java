/**
 * Between digital numbers and line voltages: converters, input scaling, bound management.
 *
 * <p>A {@link dev.mho.emulator.converter.ReadPath} lists them in the order in which a number meets
 * them.
 */
package dev.mho.emulator.converter;
