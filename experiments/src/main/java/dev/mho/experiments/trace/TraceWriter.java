package dev.mho.experiments.trace;

import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.export.Sha256;
import dev.mho.experiments.spec.TraceSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a trace into a directory: events and trains as they come, then conductances before and
 * after, the devices, and the sidecar, which comes last and makes the trace whole. No more than one
 * update is held in memory.
 */
final class TraceWriter {
  static final String INITIAL = "initial.csv";
  static final String FINAL = "final.csv";
  static final String DEVICES = "devices.csv";

  private final Path directory;
  private final Growing events;
  private final Growing trains;
  private final long mostBytes;

  /** A file that grows. */
  private static final class Growing {
    private final Path file;
    private final CountedStream counted;
    private final OutputStream out;
    private final StringBuilder held = new StringBuilder();
    private long rows;
    private long heldRows;

    Growing(Path file, String header) throws IOException {
      this.file = file;
      counted =
          new CountedStream(
              new BufferedOutputStream(Files.newOutputStream(WholeFile.partial(file)), 1 << 16));
      out = file.toString().endsWith(".gz") ? new GZIPOutputStream(counted, 1 << 16) : counted;
      held.append(header).append('\n');
      flush();
    }

    void flush() throws IOException {
      out.write(held.toString().getBytes(StandardCharsets.US_ASCII));
      rows += heldRows;
      drop();
    }

    void drop() {
      held.setLength(0);
      heldRows = 0;
    }

    void close() throws IOException {
      out.close();
      WholeFile.finish(file);
    }

    String name() {
      return file.getFileName().toString();
    }
  }

  /**
   * What was written.
   *
   * @param events name of the events file
   * @param trains name of the file of trains
   * @param rows of the events file
   * @param trainRows of the file of trains
   * @param contents what each file holds
   * @param files SHA-256 of each
   */
  record Written(
      String events,
      String trains,
      long rows,
      long trainRows,
      Map<String, String> contents,
      Map<String, String> files) {

    /** The same with what was made of it in a folder beside it. */
    Written with(Path directory, TraceSpec.Format format) {
      Map<String, String> moreContents = new LinkedHashMap<>(contents);
      Map<String, String> moreFiles = new TreeMap<>(files);
      moreContents.put(format.label() + "/", TraceExport.contents(format));
      try (Stream<Path> paths = Files.walk(directory.resolve(format.label()))) {
        for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
          String name = directory.relativize(path).toString().replace('\\', '/');
          moreFiles.put(name, Sha256.of(path));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Written(events, trains, rows, trainRows, moreContents, moreFiles);
    }
  }

  /**
   * Starts a trace.
   *
   * @param compressed whether events and trains are gzipped
   * @param mostBytes size that both together do not pass
   */
  TraceWriter(Path directory, boolean compressed, long mostBytes) {
    this.directory = directory;
    this.mostBytes = mostBytes;
    String end = compressed ? ".csv.gz" : ".csv";
    try {
      Files.createDirectories(directory);
      events = new Growing(directory.resolve("events" + end), TraceColumn.header());
      trains = new Growing(directory.resolve("trains" + end), LineColumn.header());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  /** Adds an event to the update at hand. */
  void add(TraceRow row) {
    row.appendTo(events.held);
    events.heldRows++;
  }

  /** Adds a train to the update at hand. */
  void add(LineRow row) {
    row.appendTo(trains.held);
    trains.heldRows++;
  }

  /**
   * Writes the update at hand, if there is room for it.
   *
   * @return whether there was; if not, the trace ends before it
   */
  boolean endUpdate() {
    long needed = bytes() + events.held.length() + trains.held.length();
    if (needed > mostBytes) {
      events.drop();
      trains.drop();
      return false;
    }
    try {
      events.flush();
      trains.flush();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of events and trains so far. */
  long bytes() {
    return events.counted.count() + trains.counted.count();
  }

  /** Moves events and trains into place and writes the tables beside them. */
  Written finish(List<DeviceState> before, List<DeviceState> after, List<DeviceBounds> devices) {
    try {
      events.close();
      trains.close();
      WholeFile.write(directory.resolve(INITIAL), DeviceState.table(before));
      WholeFile.write(directory.resolve(FINAL), DeviceState.table(after));
      WholeFile.write(directory.resolve(DEVICES), DeviceBounds.table(devices));
      Map<String, String> contents = contents();
      Map<String, String> files = new TreeMap<>();
      for (String name : contents.keySet()) {
        files.put(name, Sha256.of(directory.resolve(name)));
      }
      return new Written(events.name(), trains.name(), events.rows, trains.rows, contents, files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> contents() {
    Map<String, String> contents = new LinkedHashMap<>();
    contents.put(
        events.name(),
        "one row for each traced device and update whose request is not zero, with or without"
            + " effect; ordered by update, layer, tile, place, row, col, role");
    contents.put(
        trains.name(),
        "one row for each update and line that fires and crosses a traced device; ordered by"
            + " update, layer, tile, place, side, line");
    contents.put(INITIAL, "conductance before the first traced update, siemens, as last written");
    contents.put(FINAL, "conductance after the last event; a device without one as last written");
    contents.put(DEVICES, "each traced device's own bounds, and whether it is stuck");
    return contents;
  }

  /** Writes the sidecar. */
  void seal(TraceSidecar sidecar) {
    try {
      WholeFile.write(
          directory.resolve(TraceSidecar.NAME),
          StrictFormat.json().print(TraceSidecar.KIND, sidecar));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
