/** How a signed weight sits in conductances. */
package dev.mho.emulator.cell;
