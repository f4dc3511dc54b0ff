/** Tables of numbers that users bring. */
package dev.mho.experiments.table;
