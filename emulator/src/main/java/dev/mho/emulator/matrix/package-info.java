/** Dense matrices in one of two precisions, and their products. */
package dev.mho.emulator.matrix;
