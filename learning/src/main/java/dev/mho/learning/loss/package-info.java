/**
 * What the network's outputs are compared with, and the error that starts credit assignment.
 *
 * <p>Apart from layers, for it is always digital.
 */
package dev.mho.learning.loss;
