/**
 * Reproducible random numbers: counter-based streams keyed by seed, purpose and index.
 *
 * <p>They are mho's own because nothing else makes results independent of threads, of tiles and of
 * what else was drawn ({@link dev.mho.device.random.NoiseStream}).
 */
package dev.mho.device.random;
