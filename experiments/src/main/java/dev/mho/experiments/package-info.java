/**
 * Experiments: data sets, experiment files, runs, cross-checks, exporters and the command line. The
 * only floor that prints and, beside device and measurement files, the only one that touches a
 * user's files.
 */
package dev.mho.experiments;
