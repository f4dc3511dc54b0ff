/**
 * How a parameter differs from one device of a population to the next.
 *
 * <p>One type for all of them, so that normal and log-normal mean the same for bounds, steps,
 * lifetimes and endurance.
 */
package dev.mho.device.spread;
