/** The figures of the paper, computed anew: N. Ahmad, arXiv:2407.10780 (2024). */
package dev.mho.experiments.reproduce;
