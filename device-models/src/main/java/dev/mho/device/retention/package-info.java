/**
 * Conductance against emulated time.
 *
 * <p>Drift, decay, relaxation and diffusion are functions of the time since the last write, never
 * steps of a simulation: an hour is one hour however often one looks.
 */
package dev.mho.device.retention;
