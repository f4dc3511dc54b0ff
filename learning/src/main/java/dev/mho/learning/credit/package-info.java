/**
 * Who is to blame: the error of every layer, by backpropagation or by what may replace it.
 *
 * <p>Feedback matrices are tiles like weights, so that they can sit on arrays too ({@link
 * dev.mho.learning.credit.CreditAssignment}).
 */
package dev.mho.learning.credit;
