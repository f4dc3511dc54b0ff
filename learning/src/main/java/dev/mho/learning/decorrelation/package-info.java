/**
 * Layer-wise decorrelation after N. Ahmad, "Correlations Are Ruining Your Gradient Descent" (2024).
 *
 * <p>The paper's rule is a {@link dev.mho.learning.decorrelation.Decorrelator} on a tile; the older
 * rules it is compared with are exact references in its place.
 */
package dev.mho.learning.decorrelation;
