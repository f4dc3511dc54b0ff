/** What the converters of an array do to its currents, in numbers and in a picture. */
package dev.mho.experiments.converter;
