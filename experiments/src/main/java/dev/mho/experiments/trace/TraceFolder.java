package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A trace on disk.
 *
 * @param directory where it lies
 * @param sidecar what {@code trace.json} says
 */
public record TraceFolder(Path directory, TraceSidecar sidecar) {

  /**
   * Opens a trace.
   *
   * @throws BadInputException if there is none, or not one of this version
   */
  public static TraceFolder open(Path directory) {
    if (Files.exists(directory.resolve("trace").resolve(TraceSidecar.NAME))) {
      throw BadInputException.at(
          directory.toString(), "a result directory", "its trace, " + directory.resolve("trace"));
    }
    return new TraceFolder(
        directory,
        StrictFormat.json()
            .read(directory.resolve(TraceSidecar.NAME), TraceSidecar.KIND, TraceSidecar.class));
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Conductances before the first update. */
  List<DeviceState> initial() {
    return table(TraceWriter.INITIAL, DeviceState.HEADER, DeviceState::parse);
  }

  /** Conductances after the last update. */
  List<DeviceState> finals() {
    return table(TraceWriter.FINAL, DeviceState.HEADER, DeviceState::parse);
  }

  /** Bounds of the devices. */
  List<DeviceBounds> devices() {
    return table(TraceWriter.DEVICES, DeviceBounds.HEADER, DeviceBounds::parse);
  }

  private <T> List<T> table(String name, String header, BiFunction<String, String, T> parse) {
    List<String> lines = TextFile.lines(file(name));
    if (lines.isEmpty() || !lines.get(0).equals(header)) {
      throw new BadInputException(file(name) + ":1: the columns are not " + header);
    }
    List<T> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      rows.add(parse.apply(lines.get(i), file(name) + ":" + (i + 1)));
    }
    return rows;
  }

  /** The events, one after the other. */
  RowStream<TraceRow> events() {
    return new RowStream<>(file(sidecar.events()), TraceColumn.header(), TraceRow::parse);
  }

  /** The trains, one after the other. */
  RowStream<LineRow> trains() {
    return new RowStream<>(file(sidecar.trains()), LineColumn.header(), LineRow::parse);
  }

  /** Hands on what happened to each array in each update, in the order of the trace. */
  void forUpdates(Consumer<TileUpdate> work) {
    try (RowStream<TraceRow> events = events();
        RowStream<LineRow> trains = trains()) {
      while (events.hasNext() || trains.hasNext()) {
        TileUpdate next = TileUpdate.first(events, trains);
        next.take(events, trains);
        work.accept(next);
      }
    }
  }

  /** The layer of a number. */
  TraceSidecar.TracedLayer layer(int number) {
    return sidecar.layers().stream()
        .filter(layer -> layer.layer() == number)
        .findFirst()
        .orElseThrow(() -> new BadInputException(directory + ": the trace has no layer " + number));
  }

  /** Bytes of all files of the trace. */
  long bytes() {
    try {
      long sum = Files.size(file(TraceSidecar.NAME));
      for (String name : sidecar.files().keySet()) {
        sum += Files.size(file(name));
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
