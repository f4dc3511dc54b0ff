/** Files for other people's tools: tables, matrices, archives of arrays, memory images. */
package dev.mho.experiments.export;
