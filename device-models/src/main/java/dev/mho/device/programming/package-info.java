/**
 * Closed-loop programming: pulse, read, compare, and again, until a device is where it should be.
 */
package dev.mho.device.programming;
