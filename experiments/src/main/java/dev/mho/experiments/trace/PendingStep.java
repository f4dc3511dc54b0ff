package dev.mho.experiments.trace;

import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.emulator.trace.LineTrain;
import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.emulator.trace.UpdateEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What arrays have reported of a learning step, each its own updates in their order, and what is
 * still to be written of it.
 */
final class PendingStep {
  private final List<Reported<UpdateEvent>> events = new ArrayList<>();
  private final List<Reported<LineTrain>> trains = new ArrayList<>();

  /** One report of one array, read from front to back. */
  private static final class Reported<T> {
    private final TiledStep where;
    private final Placement placement;
    private final Iterator<T> reports;
    private final ToLongFunction<T> number;
    private Optional<T> head = Optional.empty();
    private long update;

    Reported(TiledStep where, Placement placement, List<T> reports, ToLongFunction<T> number) {
      this.where = where;
      this.placement = placement;
      this.reports = reports.iterator();
      this.number = number;
      advance();
    }

    private void advance() {
      head = reports.hasNext() ? Optional.of(reports.next()) : Optional.empty();
      update = head.map(first -> where.update(number.applyAsLong(first))).orElse(Long.MAX_VALUE);
    }

    boolean isDone() {
      return head.isEmpty();
    }

    /** Number of the update that the next report is of. */
    long update() {
      return update;
    }

    T take() {
      T taken = head.orElseThrow();
      advance();
      return taken;
    }
  }

  void add(TiledStep where, Placement placement, List<LineTrain> reports) {
    trains.add(new Reported<>(where, placement, reports, LineTrain::update));
  }

  void add(List<UpdateEvent> reports, TiledStep where, Placement placement) {
    events.add(new Reported<>(where, placement, reports, UpdateEvent::update));
  }

  boolean isEmpty() {
    return events.isEmpty() && trains.isEmpty();
  }

  /** Number of the earliest update of all arrays. */
  long next() {
    long update = Long.MAX_VALUE;
    for (Reported<UpdateEvent> reported : events) {
      update = Math.min(update, reported.update());
    }
    for (Reported<LineTrain> reported : trains) {
      update = Math.min(update, reported.update());
    }
    return update;
  }

  /** Hands the rows of the earliest update to a writer and returns its events. */
  List<TraceRow> write(TraceWriter writer, Workers workers) {
    long update = next();
    List<TraceRow> rows = rows(update);
    writer.addAll(rows, workers);
    List<LineRow> lines = lines(update);
    lines.sort(LineRow.ORDER);
    lines.forEach(writer::add);
    return rows;
  }

  /** Drops what is left, after noting where devices were before it that are not noted yet. */
  void drain(Map<DeviceKey, Double> before) {
    while (!isEmpty()) {
      long update = next();
      rows(update).forEach(row -> before.putIfAbsent(row.device(), row.before()));
      lines(update);
    }
  }

  /** The rows of an update in their order, in which each report already is. */
  private List<TraceRow> rows(long update) {
    List<TraceRow> rows = new ArrayList<>();
    int reports = 0;
    for (Reported<UpdateEvent> own : events) {
      reports += own.update() == update ? 1 : 0;
      while (own.update() == update) {
        UpdateEvent event = own.take();
        int row = event.row() - own.placement.firstCol();
        int col = event.col() - own.placement.firstRow();
        rows.add(TraceRow.of(event, own.where, row, col));
      }
    }
    events.removeIf(Reported::isDone);
    if (reports > 1) {
      rows.sort(TraceRow.ORDER);
    }
    return rows;
  }

  private List<LineRow> lines(long update) {
    List<LineRow> lines = new ArrayList<>();
    for (Reported<LineTrain> own : trains) {
      while (own.update() == update) {
        LineTrain train = own.take();
        int first = train.side() == Side.ROW ? own.placement.firstCol() : own.placement.firstRow();
        lines.add(LineRow.of(train, own.where, train.line() - first));
      }
    }
    trains.removeIf(Reported::isDone);
    return lines;
  }
}
