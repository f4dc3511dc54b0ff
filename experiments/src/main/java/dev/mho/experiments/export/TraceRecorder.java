package dev.mho.experiments.export;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateListener;
import dev.mho.experiments.spec.TraceSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the trace of chosen devices: {@code events.csv}, {@code initial.csv}, {@code final.csv}
 * and the sidecar {@code trace.json}, which comes last and makes the trace whole. Rows are ordered
 * by (update, layer, tile, row, col, role) and streamed, one learning step in memory at a time.
 */
public final class TraceRecorder {
  private static final String EVENTS = "events.csv";
  private static final String INITIAL = "initial.csv";
  private static final String FINAL = "final.csv";
  private static final String DEVICES = "devices.csv";

  private static final Map<String, String> FLAGS =
      Map.of(
          "below_step", "the request is not zero, but the trains never coincided: no pulse",
          "saturated_high", "the device ended at its own upper bound, high_S in devices.csv",
          "saturated_low", "the device ended at its own lower bound, low_S in devices.csv",
          "stuck", "the device does not move, whatever reaches it",
          "clipped", "a line asked to fire more often than in every slot, so the change fell short",
          "one_directional",
              "pulses only raise the device: it was to fall, its partner moves alone");

  private static final Map<String, String> CONTENTS =
      Map.of(
          EVENTS,
          "one row for each traced device and update whose request is not zero, with or without"
              + " effect; ordered by update, layer, tile, row, col, role",
          INITIAL,
          "conductance of the traced devices before the first traced step, as last written",
          FINAL,
          "conductance after the last event; a device without one as last written",
          DEVICES,
          "each traced device's own bounds, and whether it is stuck");

  private record Traced(int layer, TileGrid grid, BitSet cells) {}

  private final Path directory;
  private final TraceSpec spec;
  private final NoiseStream stream;
  private final List<Traced> layers = new ArrayList<>();
  private final List<TraceRow> pending = new ArrayList<>();
  private final BufferedWriter events;
  private String initial = "";
  private String last = "";
  private long rows;
  private boolean watching;
  private int epoch;
  private int[] samples = new int[0];

  /** A recorder that writes to a new directory. */
  public TraceRecorder(Path directory, TraceSpec spec, NoiseStream stream) {
    this.directory = directory;
    this.spec = spec;
    this.stream = stream;
    try {
      Files.createDirectories(directory);
      events = Files.newBufferedWriter(WholeFile.partial(directory.resolve(EVENTS)));
      events.write(String.join(",", TraceRow.COLUMNS.keySet()) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Chooses the devices of one layer, by the seed, and listens to them. */
  public void follow(int layer, TileGrid grid) {
    int size = Math.multiplyExact(grid.inputs(), grid.outputs());
    BitSet cells = new BitSet(size);
    NoiseStream draws = stream.child(layer);
    for (long draw = 0; cells.cardinality() < Math.min(spec.devices() / 2, size); draw++) {
      cells.set((int) (draws.uniform(0, draw) * size));
    }
    layers.add(new Traced(layer, grid, cells));
    for (int t = 0; t < grid.tiles().size(); t++) {
      AnalogTile tile = grid.tiles().get(t);
      tile.listen(new TileListener(layer, t, tile.placement(), grid.inputs(), cells));
    }
    initial = snapshot();
  }

  private final class TileListener implements UpdateListener {
    private final int layer;
    private final int tile;
    private final Placement placement;
    private final int layerInputs;
    private final BitSet cells;

    TileListener(int layer, int tile, Placement placement, int layerInputs, BitSet cells) {
      this.layer = layer;
      this.tile = tile;
      this.placement = placement;
      this.layerInputs = layerInputs;
      this.cells = cells;
    }

    @Override
    public boolean listensTo(int row, int col) {
      return watching && cells.get(col * layerInputs + row);
    }

    @Override
    public void updated(List<UpdateEvent> heard) {
      for (UpdateEvent event : heard) {
        pending.add(
            TraceRow.of(
                event,
                epoch,
                samples[event.sample()],
                layer,
                tile,
                event.row() - placement.firstCol(),
                event.col() - placement.firstRow()));
      }
    }
  }

  /**
   * Announces a learning step.
   *
   * @param step number of the step since the start
   * @param inEpoch epoch, from 1
   * @param batch indices of the step's samples in the training set
   */
  public void beginStep(long step, int inEpoch, int[] batch) {
    if (step == spec.steps().from()) {
      initial = snapshot();
    }
    if (step == spec.steps().to()) {
      last = snapshot();
    }
    watching = spec.steps().contains(step);
    epoch = inEpoch;
    samples = batch;
  }

  /** Writes the rows of the step that has ended. */
  public void endStep() {
    pending.sort(TraceRow.ORDER);
    try {
      for (TraceRow row : pending) {
        events.write(row.text());
        events.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows += pending.size();
    pending.clear();
  }

  /** Does something with one traced device. */
  private interface DeviceWork {
    void run(int layer, int tile, int row, int col, Role role, AnalogTile array, int cell);
  }

  private void forDevices(DeviceWork work) {
    for (Traced traced : layers) {
      for (int t = 0; t < traced.grid().tiles().size(); t++) {
        AnalogTile tile = traced.grid().tiles().get(t);
        Placement placement = tile.placement();
        for (int row = 0; row < placement.cols(); row++) {
          for (int col = 0; col < placement.rows(); col++) {
            if (traced.cells().get((int) placement.globalIndex(col, row))) {
              for (Role role : Role.values()) {
                work.run(traced.layer(), t, row, col, role, tile, col * placement.cols() + row);
              }
            }
          }
        }
      }
    }
  }

  private String snapshot() {
    CsvTable table = new CsvTable("layer", "tile", "row", "col", "role", "g_S");
    forDevices(
        (layer, tile, row, col, role, array, cell) ->
            table.row(
                layer,
                tile,
                row,
                col,
                TraceRow.label(role),
                array.spec().device().conductance().siemens(array.lastHeard(role, cell))));
    return table.text();
  }

  private String devices() {
    CsvTable table =
        new CsvTable("layer", "tile", "row", "col", "role", "low_S", "high_S", "stuck");
    forDevices(
        (layer, tile, row, col, role, array, cell) -> {
          ConductanceRange range = array.spec().device().conductance();
          DeviceArray devices = array.devices(role);
          table.row(
              layer,
              tile,
              row,
              col,
              TraceRow.label(role),
              range.siemens(devices.low(cell)),
              range.siemens(devices.high(cell)),
              devices.isStuck(cell));
        });
    return table.text();
  }

  /** Ends the trace: moves the events into place and writes the other files. */
  public void close(String tool, long seed) {
    try {
      events.close();
      WholeFile.finish(directory.resolve(EVENTS));
      WholeFile.write(directory.resolve(INITIAL), initial);
      WholeFile.write(directory.resolve(FINAL), last.isEmpty() ? snapshot() : last);
      WholeFile.write(directory.resolve(DEVICES), devices());
      Map<String, String> files = new TreeMap<>();
      for (String name : List.of(EVENTS, INITIAL, FINAL, DEVICES)) {
        files.put(name, Sha256.of(directory.resolve(name)));
      }
      String sidecar = StrictFormat.json().print(TraceSidecar.KIND, sidecar(tool, seed, files));
      WholeFile.write(directory.resolve("trace.json"), sidecar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TraceSidecar sidecar(String tool, long seed, Map<String, String> files) {
    List<TraceSidecar.TracedLayer> traced = new ArrayList<>();
    for (Traced layer : layers) {
      List<TraceSidecar.TracedTile> tiles = new ArrayList<>();
      for (int t = 0; t < layer.grid().tiles().size(); t++) {
        Placement p = layer.grid().tiles().get(t).placement();
        tiles.add(new TraceSidecar.TracedTile(t, p.firstCol(), p.firstRow(), p.cols(), p.rows()));
      }
      AnalogTile first = layer.grid().tiles().get(0);
      double perSiemens = first.weightScale(0) / first.spec().device().conductance().span();
      traced.add(new TraceSidecar.TracedLayer(layer.layer(), perSiemens, tiles));
    }
    AnalogTileSpec array = layers.get(0).grid().tiles().get(0).spec();
    DeviceModel device = array.device();
    return new TraceSidecar(
        tool,
        seed,
        new LinkedHashMap<>(TraceRow.COLUMNS),
        "row = word line = input, col = bit line = output; weight = weight_per_siemens (G plus - G"
            + " minus); in weights/*.npy (outputs x inputs) it is [first_col + col, first_row + row]",
        traced,
        device.name(),
        device.conductance().minSiemens(),
        device.conductance().maxSiemens(),
        device.pulse(),
        "not modelled: devices change at coincidences alone",
        spec.steps().toString(),
        array.trains().orElseThrow().length(),
        array.pulseSeconds(),
        FLAGS,
        CONTENTS,
        rows,
        files);
  }
}
