/**
 * How conductance moves on one pulse: the sealed family {@link
 * dev.mho.device.response.PulseResponse}, one record a model, and the spreads from pulse to pulse
 * and from device to device.
 */
package dev.mho.device.response;
