/**
 * What a read or a write adds to the conductance that was meant.
 *
 * <p>Read noise, programming error, write noise and telegraph noise are told apart by what they
 * touch: none but the programming error reaches the state of a device.
 */
package dev.mho.device.noise;
