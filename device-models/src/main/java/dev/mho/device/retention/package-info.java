/** Conductance against emulated time. */
package dev.mho.device.retention;
