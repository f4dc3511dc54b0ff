/** What a calibration found, as numbers to print, to draw and to keep. */
package dev.mho.calibration.report;
