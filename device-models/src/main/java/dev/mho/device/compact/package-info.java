/**
 * Compact models of memristors: current and motion of one internal state under a voltage, the
 * sealed family {@link dev.mho.device.compact.CompactModel}, one record a published model.
 */
package dev.mho.device.compact;
