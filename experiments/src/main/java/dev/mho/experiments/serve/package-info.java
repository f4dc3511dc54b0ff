/** Results over HTTP, on this machine alone and for reading alone, while they grow. */
package dev.mho.experiments.serve;
