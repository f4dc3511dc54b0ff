package dev.mho.experiments.trace;

import dev.mho.device.array.Workers;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.export.AsciiText;
import dev.mho.experiments.export.Sha256;
import dev.mho.experiments.spec.TraceSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** Shares in which a large update is put into words. */
  private static final int BLOCKS = 16;

  private static final int LEAST_SHARE = 256;

  private final Path directory;
  private final Growing events;
  private final Growing trains;
  private final long mostBytes;
  private final List<AsciiText> shares = new ArrayList<>();

  /** A file that grows, an update at a time. */
  private static final class Growing {
    /** Small, so that the hash is asked for often: the machine is quick to compile what is. */
    private static final int BUFFER = 1 << 13;

    private final Path file;
    private final Sha256 hash = new Sha256();
    private final CountedStream counted;
    private final OutputStream out;
    private final AsciiText text = new AsciiText();

    /** What is written after {@link #text}. */
    private final List<AsciiText> more = new ArrayList<>();

    private long rows;
    private long heldRows;

    Growing(Path file, String header) throws IOException {
      this.file = file;
      counted =
          new CountedStream(
              new BufferedOutputStream(
                  hash.through(Files.newOutputStream(WholeFile.partial(file))), BUFFER));
      out = file.toString().endsWith(".gz") ? new GZIPOutputStream(counted, 1 << 16) : counted;
      text.append(header).append('\n');
      flush();
    }

    /** Where one more row is put. */
    AsciiText row() {
      heldRows++;
      return text;
    }

    /** Adds rows that are in words already. */
    void add(List<AsciiText> texts, int count) {
      more.addAll(texts);
      heldRows += count;
    }

    /** Bytes of the update at hand, before compression. */
    long heldBytes() {
      return text.length() + more.stream().mapToLong(AsciiText::length).sum();
    }

    void flush() throws IOException {
      text.writeTo(out);
      for (AsciiText one : more) {
        one.writeTo(out);
      }
      rows += heldRows;
      drop();
    }

    void drop() {
      text.clear();
      more.forEach(AsciiText::clear);
      more.clear();
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

  /** Adds events to the update at hand, put into words by several threads. */
  void addAll(List<TraceRow> rows, Workers workers) {
    if (rows.size() < BLOCKS * LEAST_SHARE) {
      rows.forEach(this::add);
      return;
    }
    while (shares.size() < BLOCKS) {
      shares.add(new AsciiText());
    }
    workers.forBlocks(
        BLOCKS,
        1,
        (from, to) -> {
          for (int block = from; block < to; block++) {
            AsciiText text = shares.get(block);
            share(rows, block).forEach(row -> row.appendTo(text));
          }
        });
    events.add(shares, rows.size());
  }

  private static List<TraceRow> share(List<TraceRow> rows, int block) {
    int from = (int) ((long) rows.size() * block / BLOCKS);
    return rows.subList(from, (int) ((long) rows.size() * (block + 1) / BLOCKS));
  }

  /** Adds an event to the update at hand. */
  void add(TraceRow row) {
    row.appendTo(events.row());
  }

  /** Adds a train to the update at hand. */
  void add(LineRow row) {
    row.appendTo(trains.row());
  }

  /**
   * Writes the update at hand, if there is room for it.
   *
   * @return whether there was; if not, the trace ends before it
   */
  boolean endUpdate() {
    long needed = bytes() + events.heldBytes() + trains.heldBytes();
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
      files.put(events.name(), events.hash.text());
      files.put(trains.name(), trains.hash.text());
      for (String name : List.of(INITIAL, FINAL, DEVICES)) {
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
