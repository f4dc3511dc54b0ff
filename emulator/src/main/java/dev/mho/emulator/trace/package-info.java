/**
 * What happened to single devices during updates, for exporters.
 *
 * <p>Events alone: who writes them to files is not known here ({@link
 * dev.mho.emulator.trace.UpdateListener}).
 */
package dev.mho.emulator.trace;
