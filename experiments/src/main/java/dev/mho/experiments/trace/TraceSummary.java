package dev.mho.experiments.trace;

import dev.mho.emulator.trace.Operation;
import dev.mho.emulator.trace.UpdateFlag;
import dev.mho.experiments.spec.ByteSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is in a trace, counted. */
public final class TraceSummary {
  private final TraceFolder trace;
  private final Map<Operation, Long> operations = new EnumMap<>(Operation.class);
  private final Map<UpdateFlag, Long> flags = new EnumMap<>(UpdateFlag.class);
  private long rows;
  private long still;
  private long up;
  private long down;
  private long first = Long.MAX_VALUE;
  private long last = -1;
  private double starts = Double.MAX_VALUE;
  private double ends;

  private TraceSummary(TraceFolder trace) {
    this.trace = trace;
  }

  /** Counts the rows of a trace. */
  public static TraceSummary of(TraceFolder trace) {
    TraceSummary summary = new TraceSummary(trace);
    try (RowStream<TraceRow> events = trace.events()) {
      events.forEachRemaining(summary::count);
    }
    return summary;
  }

  private void count(TraceRow row) {
    rows++;
    still += row.before() == row.after() ? 1 : 0;
    up += Math.max(0, row.signedPulses());
    down += Math.max(0, -row.signedPulses());
    first = Math.min(first, row.update());
    last = Math.max(last, row.update());
    starts = Math.min(starts, row.start());
    ends = Math.max(ends, row.end());
    operations.merge(row.operation(), 1L, Long::sum);
    for (UpdateFlag flag : UpdateFlag.values()) {
      if (row.hasFlag(flag)) {
        flags.merge(flag, 1L, Long::sum);
      }
    }
  }

  /** The summary, a fact a line. */
  public List<String> lines() {
    TraceSidecar sidecar = trace.sidecar();
    TraceSidecar.Selection chosen = sidecar.selection();
    List<String> lines = new ArrayList<>();
    lines.add(fact("written by", sidecar.tool() + ", seed " + sidecar.seed()));
    lines.add(
        fact(
            "device",
            String.format(
                Locale.ROOT,
                "%s, %.6g to %.6g S%s",
                sidecar.device(),
                sidecar.minSiemens(),
                sidecar.maxSiemens(),
                sidecar.oneDirectional() ? ", pulses only raise it" : "")));
    sidecar.layers().forEach(layer -> lines.add(fact("layer " + layer.layer(), text(layer))));
    lines.add(
        fact(
            "devices",
            chosen.devices()
                + " (tiles "
                + chosen.tiles()
                + ", rows "
                + chosen.rows()
                + ", cols "
                + chosen.cols()
                + ")"));
    lines.add(
        fact("steps", chosen.steps() + chosen.updates().map(u -> ", updates " + u).orElse("")));
    lines.add(fact("events", rows + " rows, " + still + " without effect" + span()));
    operations.forEach((operation, n) -> lines.add(fact("  " + operation, n + " rows")));
    flags.forEach((flag, n) -> lines.add(fact("  " + flag.label(), n + " rows")));
    lines.add(fact("pulses", up + " up, " + down + " down"));
    lines.add(fact("trains", sidecar.trainRows() + " rows"));
    lines.add(fact("half-select", sidecar.halfSelect() + "; " + sidecar.disturb()));
    lines.add(
        fact(
            "size",
            ByteSize.text(trace.bytes()) + " in " + (sidecar.files().size() + 1) + " files"));
    sidecar.stopped().ifPresent(why -> lines.add(fact("ended early", why)));
    return lines;
  }

  private String span() {
    return rows == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; updates %d to %d, emulated time %.6g to %.6g s",
            first,
            last,
            starts,
            ends);
  }

  private static String text(TraceSidecar.TracedLayer layer) {
    return String.format(
        Locale.ROOT,
        "%d tile%s, %.6g weight units per siemens%s",
        layer.tiles().size(),
        layer.tiles().size() == 1 ? "" : "s",
        layer.weightPerSiemens(),
        layer.places() == 1 ? "" : ", " + layer.places() + " places of its kernel");
  }

  private static String fact(String name, String text) {
    return String.format(Locale.ROOT, "%-16s %s", name, text);
  }
}
