/**
 * The figures of the paper, computed anew: N. Ahmad, arXiv:2407.10780 (2024).
 *
 * <p>Each with a sentence of what the paper claims and what came out ({@link
 * dev.mho.experiments.reproduce.Reproduction}).
 */
package dev.mho.experiments.reproduce;
