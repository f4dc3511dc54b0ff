/** How fast arrays are on this machine: the workloads, and a short measurement of them. */
package dev.mho.experiments.bench;
