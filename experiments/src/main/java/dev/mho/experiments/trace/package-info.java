/**
 * Weight-update traces: what pulses did to which device. A {@link
 * dev.mho.experiments.trace.TraceRecorder} writes one while a run goes on, a {@link
 * dev.mho.experiments.trace.TraceFolder} is one on disk, a {@link
 * dev.mho.experiments.trace.TraceVerifier} proves it, a {@link
 * dev.mho.experiments.trace.TraceExport} makes files for other tools of it.
 */
package dev.mho.experiments.trace;
