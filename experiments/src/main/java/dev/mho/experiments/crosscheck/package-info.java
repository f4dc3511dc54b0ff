/** How far hardware is from its exact twin. */
package dev.mho.experiments.crosscheck;
