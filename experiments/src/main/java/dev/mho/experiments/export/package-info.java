/**
 * Files for other people's tools: tables, matrices, archives of arrays, memory images.
 *
 * <p>Formats alone; what is put into them is decided elsewhere.
 */
package dev.mho.experiments.export;
