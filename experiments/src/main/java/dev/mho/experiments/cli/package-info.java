/**
 * The command line.
 *
 * <p>One class a command, options shared as mix-ins; the only package that prints. {@link
 * dev.mho.experiments.cli.Mho} turns every failure into one line and an exit code.
 */
package dev.mho.experiments.cli;
