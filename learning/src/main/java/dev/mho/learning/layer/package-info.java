/**
 * Weighted layers, their activations, and the patches of a convolution.
 *
 * <p>A {@link dev.mho.learning.layer.Layer} owns its tile and perhaps a decorrelator; a {@link
 * dev.mho.learning.layer.Pass} is what one batch left in it and is needed on the way back.
 */
package dev.mho.learning.layer;
