/**
 * Charts as SVG within a page: they take their colours from it, and each says in words and in a
 * table what it shows.
 */
package dev.mho.experiments.chart;
