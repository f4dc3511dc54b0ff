/** Weighted layers, their activations, and the patches of a convolution. */
package dev.mho.learning.layer;
