package dev.mho.experiments.trace;

import dev.mho.device.format.WholeFile;
import dev.mho.experiments.export.NpzWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace as dense matrices, {@code updates.npz}. For each array (prefix {@code layer0_tile0_}) of
 * R lines and C columns that cross a traced device, and U updates:
 *
 * <pre>
 * rows, cols           int32  R, C      word lines and bit lines of the array
 * update, place        int32  U         sample shown, place of a convolution's kernel
 * traced               uint8  R x C     1 where a device is traced
 * plus_initial_S       float64 R x C    conductance before the first update, siemens; 0 if untraced
 * plus_pulses          int32  U x R x C pulses up, or minus pulses down
 * plus_G_S             float64 U x R x C conductance after the update, siemens; 0 if untraced
 * minus_...            the same of the devices that subtract
 * </pre>
 */
final class DenseUpdates implements TraceExport {
  /** Name of the file. */
  static final String NAME = "updates.npz";

  @Override
  public void write(TraceFolder trace, Path out) {
    try {
      Files.createDirectories(out);
      List<Dense> arrays = new ArrayList<>();
      try {
        for (TracedArray array : TracedArray.of(trace)) {
          arrays.add(new Dense(array, out));
        }
        trace.forUpdates(
            update ->
                arrays.stream()
                    .filter(a -> update.at().isOfArray(a.array.layer(), a.array.tile()))
                    .forEach(a -> a.add(update)));
        try (NpzWriter npz = new NpzWriter(out.resolve(NAME))) {
          for (Dense array : arrays) {
            array.writeTo(npz);
          }
        }
      } finally {
        for (Dense array : arrays) {
          array.delete();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Numbers that wait on disk until it is known how many they are. */
  private static final class Spool {
    private final Path file;
    private final OutputStream out;

    Spool(Path file) throws IOException {
      this.file = WholeFile.partial(file);
      out = new BufferedOutputStream(Files.newOutputStream(this.file), 1 << 16);
    }

    void add(ByteBuffer numbers) {
      try {
        out.write(numbers.array());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void copyTo(NpzWriter npz, String name, String type, long... shape) throws IOException {
      out.close();
      npz.add(name, type, to -> Files.copy(file, to), shape);
    }

    void delete() throws IOException {
      out.close();
      Files.deleteIfExists(file);
    }
  }

  /** The devices of one role in one array. */
  private static final class Side {
    private final String role;
    private final double[] initial;
    private final double[] siemens;
    private final int[] pulses;
    private final Spool pulsesSoFar;
    private final Spool siemensSoFar;

    Side(TracedArray array, String role, Path out) throws IOException {
      this.role = role;
      initial = array.initial(role);
      siemens = initial.clone();
      pulses = new int[initial.length];
      String stem = array.name() + "_" + role;
      pulsesSoFar = new Spool(out.resolve(stem + "_pulses"));
      siemensSoFar = new Spool(out.resolve(stem + "_siemens"));
    }

    void endUpdate() {
      ByteBuffer counts = ByteBuffer.allocate(4 * pulses.length).order(ByteOrder.LITTLE_ENDIAN);
      ByteBuffer states = ByteBuffer.allocate(8 * pulses.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < pulses.length; i++) {
        counts.putInt(pulses[i]);
        states.putDouble(siemens[i]);
        pulses[i] = 0;
      }
      pulsesSoFar.add(counts);
      siemensSoFar.add(states);
    }

    void writeTo(NpzWriter npz, TracedArray array, int updates) throws IOException {
      int rows = array.rows().length;
      int cols = array.cols().length;
      String stem = array.name() + "_" + role;
      npz.add(stem + "_initial_S", initial, rows, cols);
      pulsesSoFar.copyTo(npz, stem + "_pulses", "<i4", updates, rows, cols);
      siemensSoFar.copyTo(npz, stem + "_G_S", "<f8", updates, rows, cols);
    }

    void delete() throws IOException {
      pulsesSoFar.delete();
      siemensSoFar.delete();
    }
  }

  /** One array, filled update after update. */
  private static final class Dense {
    private final TracedArray array;
    private final List<Side> sides = new ArrayList<>();
    private final List<Integer> updates = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    Dense(TracedArray array, Path out) throws IOException {
      this.array = array;
      for (String role : array.roles()) {
        sides.add(new Side(array, role, out));
      }
    }

    void add(TileUpdate update) {
      updates.add(Math.toIntExact(update.at().update()));
      places.add(update.at().place());
      for (TraceRow row : update.events()) {
        int index = array.index(row.device());
        for (Side side : sides) {
          if (side.role.equals(row.role())) {
            side.pulses[index] += row.signedPulses();
            side.siemens[index] = row.after();
          }
        }
      }
      sides.forEach(Side::endUpdate);
    }

    void writeTo(NpzWriter npz) throws IOException {
      String name = array.name();
      npz.add(name + "_rows", array.rows(), array.rows().length);
      npz.add(name + "_cols", array.cols(), array.cols().length);
      npz.add(name + "_update", ints(updates), updates.size());
      npz.add(name + "_place", ints(places), places.size());
      npz.add(
          name + "_traced",
          "|u1",
          out -> out.write(array.traced()),
          array.rows().length,
          array.cols().length);
      for (Side side : sides) {
        side.writeTo(npz, array, updates.size());
      }
    }

    void delete() throws IOException {
      for (Side side : sides) {
        side.delete();
      }
    }

    private static int[] ints(List<Integer> values) {
      return values.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
