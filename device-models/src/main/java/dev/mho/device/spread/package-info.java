/** How a parameter differs from one device of a population to the next. */
package dev.mho.device.spread;
