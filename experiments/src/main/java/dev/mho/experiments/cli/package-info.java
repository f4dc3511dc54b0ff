/** The command line. */
package dev.mho.experiments.cli;
