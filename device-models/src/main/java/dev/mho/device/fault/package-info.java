/** Devices that do not work as their technology should. */
package dev.mho.device.fault;
