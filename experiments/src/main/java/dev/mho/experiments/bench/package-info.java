/**
 * How fast arrays are on this machine: the workloads, and a short measurement of them.
 *
 * <p>The workloads are those of the JMH benchmarks, so that both speak of the same work ({@link
 * dev.mho.experiments.bench.TileWork}).
 */
package dev.mho.experiments.bench;
