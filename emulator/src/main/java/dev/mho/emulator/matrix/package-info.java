/**
 * Dense matrices in one of two precisions, and their products.
 *
 * <p>{@link dev.mho.emulator.matrix.Products} gives the work to OpenBLAS in blocks that do not
 * depend on the number of threads; the same bits come of it on any.
 */
package dev.mho.emulator.matrix;
