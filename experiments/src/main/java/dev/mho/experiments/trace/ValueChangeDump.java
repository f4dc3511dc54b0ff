package dev.mho.experiments.trace;

import dev.mho.device.format.WholeFile;
import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.experiments.export.Decimal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A trace as value changes, a file an array, for waveform viewers (IEEE 1364-2005, section 18).
 * {@code row_3} is 1 in the first half of each slot in which word line 3 fires, {@code
 * row_3_negative} says its sign, likewise {@code col_…}; {@code g_plus_r3_c1_S} is a device's
 * conductance in siemens, which changes when the train has ended.
 */
final class ValueChangeDump implements TraceExport {

  @Override
  public void write(TraceFolder trace, Path out) {
    try {
      Files.createDirectories(out);
      Map<List<Integer>, Dump> dumps = new LinkedHashMap<>();
      for (TracedArray array : TracedArray.of(trace)) {
        dumps.put(List.of(array.layer(), array.tile()), new Dump(trace.sidecar(), array, out));
      }
      trace.forUpdates(
          update -> {
            List<Integer> at = List.of(update.at().layer(), update.at().tile());
            Objects.requireNonNull(dumps.get(at)).add(update);
          });
      for (Dump dump : dumps.values()) {
        dump.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resolution of times: the coarsest in which half a slot is a whole number. */
  record Timescale(int mantissa, int exponent) {
    private static final String[] UNITS = {"s", "ms", "us", "ns", "ps", "fs"};

    static Timescale of(double slotSeconds) {
      for (int exponent = 2; exponent > -15; exponent--) {
        double ticks = slotSeconds / 2 / Math.pow(10, exponent);
        if (ticks > 0.5 && Math.abs(ticks - Math.rint(ticks)) < 1e-6) {
          return split(exponent);
        }
      }
      return split(-15);
    }

    private static Timescale split(int exponent) {
      int above = Math.floorMod(exponent, 3);
      return new Timescale((int) Math.pow(10, above), exponent - above);
    }

    long ticks(double seconds) {
      return Math.round(seconds / (mantissa * Math.pow(10, exponent)));
    }

    @Override
    public String toString() {
      return mantissa + " " + UNITS[-exponent / 3];
    }
  }

  /** A change at a time. */
  private record Change(long ticks, String text) {}

  /** The file of one array. */
  private static final class Dump {
    private final TraceSidecar sidecar;
    private final Path file;
    private final BufferedWriter out;
    private final Timescale scale;
    private final Map<String, String> identifiers = new LinkedHashMap<>();
    private long now = -1;

    Dump(TraceSidecar sidecar, TracedArray array, Path folder) throws IOException {
      this.sidecar = sidecar;
      file = folder.resolve(array.name() + ".vcd");
      out = Files.newBufferedWriter(WholeFile.partial(file), StandardCharsets.US_ASCII);
      scale = Timescale.of(sidecar.slotSeconds());
      out.write("$version " + sidecar.tool() + " $end\n");
      out.write(
          "$comment device "
              + sidecar.device()
              + "; a slot is "
              + Decimal.text(sidecar.slotSeconds())
              + " s, a line that fires is 1 in its first half; g in siemens $end\n");
      out.write("$timescale " + scale + " $end\n");
      declare(array);
    }

    private void declare(TracedArray array) throws IOException {
      StringBuilder values = new StringBuilder("$dumpvars\n");
      out.write("$scope module " + array.name() + " $end\n");
      for (int row : array.rows()) {
        declareLine(line(Side.ROW, row), values);
      }
      for (int col : array.cols()) {
        declareLine(line(Side.COLUMN, col), values);
      }
      for (DeviceState state : array.states()) {
        String id = declare("real 64", conductance(state.device()));
        values.append('r').append(Decimal.text(state.siemens())).append(' ').append(id);
        values.append('\n');
      }
      out.write("$upscope $end\n$enddefinitions $end\n#0\n" + values + "$end\n");
      now = 0;
    }

    private void declareLine(String name, StringBuilder values) throws IOException {
      values.append('0').append(declare("wire 1", name)).append('\n');
      values.append('0').append(declare("wire 1", name + "_negative")).append('\n');
    }

    private String declare(String type, String name) throws IOException {
      String id = identifier(identifiers.size());
      identifiers.put(name, id);
      out.write("$var " + type + " " + id + " " + name + " $end\n");
      return id;
    }

    /** A short name of printable characters. */
    private static String identifier(int number) {
      StringBuilder id = new StringBuilder();
      for (int left = number; left >= 0; left = left / 94 - 1) {
        id.append((char) ('!' + left % 94));
      }
      return id.toString();
    }

    private static String line(Side side, int number) {
      return (side == Side.ROW ? "row_" : "col_") + number;
    }

    private static String conductance(DeviceKey device) {
      return String.format(
          Locale.ROOT, "g_%s_r%d_c%d_S", device.role(), device.row(), device.col());
    }

    void add(TileUpdate update) {
      List<Change> changes = new ArrayList<>();
      for (LineRow train : update.trains()) {
        addTrain(train, changes);
      }
      for (TraceRow row : update.events()) {
        if (row.after() != row.before()) {
          double when = row.isPulsed() ? row.end() : row.start();
          String id = identifiers.get(conductance(row.device()));
          changes.add(new Change(scale.ticks(when), "r" + Decimal.text(row.after()) + " " + id));
        }
      }
      changes.sort(Comparator.comparingLong(Change::ticks));
      try {
        for (Change change : changes) {
          if (change.ticks > now) {
            now = change.ticks;
            out.write("#" + now + "\n");
          }
          out.write(change.text + "\n");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void addTrain(LineRow train, List<Change> changes) {
      String name = line(train.side(), train.line());
      String id = identifiers.get(name);
      String sign = train.sign() < 0 ? "1" : "0";
      changes.add(
          new Change(scale.ticks(train.start()), sign + identifiers.get(name + "_negative")));
      for (int s = 0; s < train.slots(); s++) {
        if (train.firesIn(s)) {
          double start = train.start() + s * sidecar.slotSeconds();
          changes.add(new Change(scale.ticks(start), "1" + id));
          changes.add(new Change(scale.ticks(start + sidecar.slotSeconds() / 2), "0" + id));
        }
      }
    }

    void close() throws IOException {
      out.close();
      WholeFile.finish(file);
    }
  }
}
