/** The house style of mho's pages: HTML that needs nothing else, light and dark. */
package dev.mho.experiments.page;
