/** One page on the result of a run or a sweep, to be read, printed and passed on. */
package dev.mho.experiments.report;
