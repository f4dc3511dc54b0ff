/**
 * The state of what changes while a run goes on, saved and restored by one walk ({@link
 * dev.mho.device.state.Archive}).
 */
package dev.mho.device.state;
