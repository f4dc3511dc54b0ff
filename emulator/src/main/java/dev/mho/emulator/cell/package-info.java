/**
 * How a signed weight sits in conductances.
 *
 * <p>A {@link dev.mho.emulator.cell.UnitCell} is the rule (a pair, a single device, a group, an
 * offset), a {@link dev.mho.emulator.cell.CellArray} the devices of an array under it. The only
 * place that knows both weights and conductances.
 */
package dev.mho.emulator.cell;
