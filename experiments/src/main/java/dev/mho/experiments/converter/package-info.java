/**
 * What the converters of an array do to its currents, in numbers and in a picture.
 *
 * <p>For {@code mho converter}, which needs no network and no run.
 */
package dev.mho.experiments.converter;
