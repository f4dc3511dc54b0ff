/**
 * Closed forms and tables of one variable, as published and measured: how a noise, a drift exponent
 * or a shift depends on the conductance.
 */
package dev.mho.device.curve;
