/** Sweeps on Apache Spark: a driver that ships runs, and what its workers do with them. */
package dev.mho.spark;
