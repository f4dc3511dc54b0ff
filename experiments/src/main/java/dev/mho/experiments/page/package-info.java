/**
 * The house style of mho's pages: HTML that needs nothing else, light and dark.
 *
 * <p>Every number that is rounded for reading stands whole beside its text ({@link
 * dev.mho.experiments.page.Measure}).
 */
package dev.mho.experiments.page;
