/** What things cost, each beside a named baseline in the same run. */
package dev.mho.benchmarks;
