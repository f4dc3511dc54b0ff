/** Files for other people's tools: weight-update traces and matrices. */
package dev.mho.experiments.export;
