/** What a device looks like, and what becomes of a matrix that is programmed into it. */
package dev.mho.experiments.device;
