/** What calibrations found, on the terminal and as a page: tables, plots and warnings. */
package dev.mho.experiments.calibration;
