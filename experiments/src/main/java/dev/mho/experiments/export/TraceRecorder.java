package dev.mho.experiments.export;

import dev.mho.device.DeviceModel;
import dev.mho.device.array.Placement;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.tile.AnalogTile;
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

  private String snapshot() {
    CsvTable table = new CsvTable("layer", "tile", "row", "col", "role", "g_S");
    for (Traced traced : layers) {
      for (int t = 0; t < traced.grid().tiles().size(); t++) {
        AnalogTile tile = traced.grid().tiles().get(t);
        addCells(table, traced, t, tile);
      }
    }
    return table.text();
  }

  private static void addCells(CsvTable table, Traced traced, int number, AnalogTile tile) {
    Placement placement = tile.placement();
    for (int row = 0; row < placement.cols(); row++) {
      for (int col = 0; col < placement.rows(); col++) {
        if (traced.cells().get((int) placement.globalIndex(col, row))) {
          for (Role role : Role.values()) {
            float g = tile.devices(role).state(col * placement.cols() + row);
            table.row(
                traced.layer(),
                number,
                row,
                col,
                role.name().toLowerCase(java.util.Locale.ROOT),
                tile.spec().device().conductance().siemens(g));
          }
        }
      }
    }
  }

  /** Ends the trace: moves the events into place and writes the other files. */
  public void close(String tool, long seed) {
    try {
      events.close();
      WholeFile.finish(directory.resolve(EVENTS));
      WholeFile.write(directory.resolve("initial.csv"), initial);
      WholeFile.write(directory.resolve("final.csv"), last.isEmpty() ? snapshot() : last);
      Map<String, String> files = new TreeMap<>();
      for (String name : List.of(EVENTS, "initial.csv", "final.csv")) {
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
    DeviceModel device = layers.get(0).grid().tiles().get(0).spec().device();
    return new TraceSidecar(
        tool,
        seed,
        new LinkedHashMap<>(TraceRow.COLUMNS),
        "row = word line = input, col = bit line = output; weight = weight_per_siemens (G plus - G minus)",
        traced,
        device.name(),
        device.conductance().minSiemens(),
        device.conductance().maxSiemens(),
        device.pulse(),
        "not modelled: devices change at coincidences alone",
        rows,
        files);
  }
}
