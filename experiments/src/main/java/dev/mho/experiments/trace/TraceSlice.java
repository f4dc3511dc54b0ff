package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.spec.IndexRange;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A part of a trace, which is a trace again: some devices, some updates.
 *
 * @param layers layers that are kept; empty: all
 * @param tiles arrays of each layer that are kept; empty: all
 * @param rows word lines of each array that are kept; empty: all
 * @param cols bit lines of each array that are kept; empty: all
 * @param updates updates that are kept; empty: all
 */
public record TraceSlice(
    Optional<List<Integer>> layers,
    Optional<List<Integer>> tiles,
    Optional<IndexRange> rows,
    Optional<IndexRange> cols,
    Optional<IndexRange> updates) {

  /** What one device was before and after the part, as far as is known. */
  private static final class Ends {
    private double before;
    private double after;
  }

  /**
   * Writes the part.
   *
   * @param trace what it is a part of
   * @param out folder to be made
   * @throws BadInputException if no device is left
   */
  public void write(TraceFolder trace, Path out) {
    Map<DeviceKey, Ends> ends = new HashMap<>();
    for (DeviceState state : trace.initial()) {
      if (keeps(state.device())) {
        Ends own = new Ends();
        own.before = state.siemens();
        own.after = state.siemens();
        ends.put(state.device(), own);
      }
    }
    if (ends.isEmpty()) {
      throw new BadInputException(trace.directory() + ": no traced device is in the part");
    }
    Set<LineKey> lines = linesOf(ends.keySet());
    TraceWriter writer = new TraceWriter(out, trace.sidecar().isCompressed(), Long.MAX_VALUE);
    trace.forUpdates(
        update -> {
          for (TraceRow row : update.events()) {
            Ends ofDevice = ends.get(row.device());
            if (ofDevice != null) {
              keep(row, ofDevice, writer);
            }
          }
          update.trains().stream()
              .filter(train -> inTime(train.update()) && lines.contains(LineKey.of(train)))
              .forEach(writer::add);
          writer.endUpdate();
        });
    finish(trace, writer, ends);
  }

  private void keep(TraceRow row, Ends ends, TraceWriter writer) {
    if (updates.isPresent() && row.update() < updates.get().from()) {
      ends.before = row.after();
      ends.after = row.after();
    } else if (inTime(row.update())) {
      ends.after = row.after();
      writer.add(row);
    }
  }

  private static List<DeviceState> states(
      TraceFolder trace, Map<DeviceKey, Ends> ends, ToDoubleFunction<Ends> siemens) {
    return trace.initial().stream()
        .map(DeviceState::device)
        .flatMap(
            device ->
                Optional.ofNullable(ends.get(device))
                    .map(e -> new DeviceState(device, siemens.applyAsDouble(e)))
                    .stream())
        .toList();
  }

  private void finish(TraceFolder trace, TraceWriter writer, Map<DeviceKey, Ends> ends) {
    TraceWriter.Written written =
        writer.finish(
            states(trace, ends, e -> e.before),
            states(trace, ends, e -> e.after),
            trace.devices().stream().filter(d -> ends.containsKey(d.device())).toList());
    TraceSidecar sidecar = trace.sidecar();
    writer.seal(
        sidecar.with(
            sidecar.layers().stream().filter(l -> keepsLayer(l.layer())).toList(),
            selection(sidecar.selection(), ends.size()),
            written,
            sidecar.stopped()));
  }

  private TraceSidecar.Selection selection(TraceSidecar.Selection of, long devices) {
    return new TraceSidecar.Selection(
        devices,
        tiles.map(List::toString).orElse(of.tiles()),
        rows.map(IndexRange::toString).orElse(of.rows()),
        cols.map(IndexRange::toString).orElse(of.cols()),
        of.steps(),
        updates.map(IndexRange::toString).or(of::updates));
  }

  private boolean keepsLayer(int layer) {
    return layers.map(chosen -> chosen.contains(layer)).orElse(true);
  }

  private boolean keeps(DeviceKey device) {
    return keepsLayer(device.layer())
        && tiles.map(chosen -> chosen.contains(device.tile())).orElse(true)
        && rows.map(range -> range.contains(device.row())).orElse(true)
        && cols.map(range -> range.contains(device.col())).orElse(true);
  }

  private boolean inTime(long update) {
    return updates.map(range -> range.contains(update)).orElse(true);
  }

  private static Set<LineKey> linesOf(Set<DeviceKey> devices) {
    Set<LineKey> lines = new HashSet<>();
    devices.forEach(
        device -> {
          lines.add(LineKey.ofRow(device));
          lines.add(LineKey.ofColumn(device));
        });
    return lines;
  }
}
