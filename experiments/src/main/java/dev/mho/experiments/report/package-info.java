/**
 * One page on the result of a run or a sweep, to be read, printed and passed on.
 *
 * <p>Made of the files of a result alone, so that any result can be shown later ({@link
 * dev.mho.experiments.report.Report}).
 */
package dev.mho.experiments.report;
