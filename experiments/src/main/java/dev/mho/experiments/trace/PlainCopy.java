package dev.mho.experiments.trace;

import java.nio.file.Path;

/**
 * The same trace in text again, compressed or not.
 *
 * @param compressed whether events and trains are gzipped
 */
record PlainCopy(boolean compressed) implements TraceExport {
  @Override
  public void write(TraceFolder trace, Path out) {
    TraceWriter writer = new TraceWriter(out, compressed, Long.MAX_VALUE);
    trace.forUpdates(
        update -> {
          update.events().forEach(writer::add);
          update.trains().forEach(writer::add);
          writer.endUpdate();
        });
    TraceSidecar sidecar = trace.sidecar();
    TraceWriter.Written written = writer.finish(trace.initial(), trace.finals(), trace.devices());
    writer.seal(sidecar.with(sidecar.layers(), sidecar.selection(), written, sidecar.stopped()));
  }
}
