/**
 * Sweeps on Apache Spark: a driver that ships runs, and what its workers do with them.
 *
 * <p>A module of its own, found as a service, because it brings 160 MB that most users do not need.
 */
package dev.mho.spark;
