/**
 * From a gradient to a change of weights, digitally or by pulses.
 *
 * <p>An {@link dev.mho.learning.optimizer.UpdateScheme} is given what a layer computed and its
 * error, not a gradient, since an array never forms one.
 */
package dev.mho.learning.optimizer;
