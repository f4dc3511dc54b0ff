/** From a gradient to a change of weights, digitally or by pulses. */
package dev.mho.learning.optimizer;
