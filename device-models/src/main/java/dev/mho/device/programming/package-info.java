/**
 * Closed-loop programming: pulse, read, compare, and again, until a device is where it should be.
 *
 * <p>A {@link dev.mho.device.programming.VerifiedWriter} knows of a device only what noisy reads
 * tell, as on a chip; the direct write with its programming error is the statistical short cut to
 * the same.
 */
package dev.mho.device.programming;
