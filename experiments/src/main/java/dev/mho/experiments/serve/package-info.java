/**
 * Results over HTTP, on this machine alone and for reading alone, while they grow.
 *
 * <p>On the server of the Java library, with no state but the directory it shows ({@link
 * dev.mho.experiments.serve.ResultServer}).
 */
package dev.mho.experiments.serve;
