/** The experiment file as records, checked and with all defaults filled in. */
package dev.mho.experiments.spec;
