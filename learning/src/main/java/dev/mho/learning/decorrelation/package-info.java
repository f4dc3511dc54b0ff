/**
 * Layer-wise decorrelation after N. Ahmad, "Correlations Are Ruining Your Gradient Descent" (2024).
 */
package dev.mho.learning.decorrelation;
