/**
 * What things cost, each beside a named baseline in the same run.
 *
 * <p>JMH benchmarks, in a module that no other one needs and that only its profile builds.
 */
package dev.mho.benchmarks;
