/** What a read or a write adds to the conductance that was meant: read noise, programming error. */
package dev.mho.device.noise;
