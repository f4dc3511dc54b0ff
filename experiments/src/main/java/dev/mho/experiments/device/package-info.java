/**
 * What a device looks like, and what becomes of a matrix that is programmed into it.
 *
 * <p>Behind {@code mho device}: portraits, programming, tables from and for other tools.
 */
package dev.mho.experiments.device;
