/** Between digital numbers and line voltages: converters, input scaling, bound management. */
package dev.mho.emulator.converter;
