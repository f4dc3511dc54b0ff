/** Reproducible random numbers: counter-based streams keyed by seed, purpose and index. */
package dev.mho.device.random;
