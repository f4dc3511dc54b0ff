/**
 * From measured files to device files: readers, fits, the choice of a model. It imports {@code
 * dev.mho.device} alone.
 */
package dev.mho.calibration;
