package dev.mho.experiments.trace;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.trace.LineTrain;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateFlag;
import dev.mho.emulator.trace.UpdateListener;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.experiments.spec.TraceSpec;
import dev.mho.experiments.spec.WaveformKeys.HalfSelect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the trace of chosen devices while a run goes on. Rows are ordered by (update, layer, tile,
 * place, row, col, role) and streamed: what is held is one learning step of what tiles report, and
 * one update of text.
 */
public final class TraceRecorder {
  private final TraceSpec spec;
  private final List<TracedCells> layers;
  private final TraceWriter writer;
  private final Workers workers;
  private final PendingStep pending = new PendingStep();
  private List<DeviceState> initial;
  private Optional<List<DeviceState>> last = Optional.empty();
  private Optional<String> stopped = Optional.empty();
  private boolean watching;
  private int epoch;
  private int[] samples = new int[0];

  /**
   * A recorder that writes to a new directory and listens to the arrays from now on.
   *
   * @param layers what is traced, ordered by layer
   * @param workers threads that put rows into words; the rows do not depend on their number
   */
  public TraceRecorder(Path directory, TraceSpec spec, List<TracedCells> layers, Workers workers) {
    this.workers = workers;
    this.spec = spec;
    this.layers = List.copyOf(layers);
    writer = new TraceWriter(directory, spec.isCompressed(), spec.max().bytes());
    for (TracedCells traced : layers) {
      for (int t = 0; t < traced.grid().tiles().size(); t++) {
        AnalogTile tile = traced.grid().tiles().get(t);
        tile.listen(new TileListener(traced, t, tile.placement()));
      }
    }
    initial = snapshot(Map.of());
  }

  private final class TileListener implements UpdateListener {
    private final TracedCells traced;
    private final int tile;
    private final Placement placement;

    TileListener(TracedCells traced, int tile, Placement placement) {
      this.traced = traced;
      this.tile = tile;
      this.placement = placement;
    }

    @Override
    public boolean listensTo(int row, int col) {
      return traced.contains(row, col);
    }

    @Override
    public boolean isListening() {
      return watching;
    }

    private TiledStep step() {
      return new TiledStep(traced.layer(), tile, traced.places(), epoch, samples);
    }

    @Override
    public void fired(List<LineTrain> trains) {
      pending.add(step(), placement, trains);
    }

    @Override
    public void updated(List<UpdateEvent> events) {
      pending.add(events, step(), placement);
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
    if (stopped.isPresent()) {
      return;
    }
    if (step == spec.steps().from()) {
      initial = snapshot(Map.of());
    }
    if (step == spec.steps().to()) {
      last = Optional.of(snapshot(Map.of()));
    }
    watching = spec.steps().contains(step);
    epoch = inEpoch;
    samples = batch;
  }

  /** Writes the rows of the step that has ended, until the largest size is reached. */
  public void endStep() {
    while (!pending.isEmpty()) {
      long update = pending.next();
      List<TraceRow> rows = pending.write(writer, workers);
      if (!writer.endUpdate()) {
        stop(update, rows);
      }
    }
  }

  /** Ends the trace before an update for which there is no room. */
  private void stop(long update, List<TraceRow> unwritten) {
    Map<DeviceKey, Double> before = new HashMap<>();
    unwritten.forEach(row -> before.putIfAbsent(row.device(), row.before()));
    pending.drain(before);
    last = Optional.of(snapshot(before));
    stopped = Optional.of("max " + spec.max() + " reached before update " + update);
    watching = false;
  }

  /** Why the trace ended early, if it did. */
  public Optional<String> stopped() {
    return stopped;
  }

  /** Where the traced devices are, as the listener last heard, but for those that are given. */
  private List<DeviceState> snapshot(Map<DeviceKey, Double> given) {
    List<DeviceState> states = new ArrayList<>();
    for (TracedCells traced : layers) {
      traced.forDevices(
          (key, role, array, cell) -> {
            ConductanceRange range = array.spec().device().conductance();
            double heard = range.siemens(array.lastHeard(role, cell));
            states.add(new DeviceState(key, given.getOrDefault(key, heard)));
          });
    }
    return states;
  }

  private List<DeviceBounds> bounds() {
    List<DeviceBounds> bounds = new ArrayList<>();
    for (TracedCells traced : layers) {
      traced.forDevices(
          (key, role, array, cell) -> {
            ConductanceRange range = array.spec().device().conductance();
            DeviceArray devices = array.devices(role);
            bounds.add(
                new DeviceBounds(
                    key,
                    range.siemens((float) devices.low(cell)),
                    range.siemens((float) devices.high(cell)),
                    devices.isStuck(cell)));
          });
    }
    return bounds;
  }

  /**
   * Ends the trace: writes the other files, and what is to be made of it.
   *
   * @throws BadInputException if a format cannot hold it
   */
  public void close(String tool, long seed) {
    TraceWriter.Written written =
        writer.finish(initial, last.orElseGet(() -> snapshot(Map.of())), bounds());
    TraceSidecar sidecar = sidecar(tool, seed, written);
    writer.seal(sidecar);
    TraceFolder trace = new TraceFolder(writer.directory(), sidecar);
    for (TraceSpec.Format format : spec.formats()) {
      if (!format.isTrace()) {
        TraceExport.of(format, spec.waveform(), spec.words())
            .write(trace, writer.directory().resolve(format.label()));
        written = written.with(writer.directory(), format);
      }
    }
    writer.seal(sidecar(tool, seed, written));
  }

  private TraceSidecar sidecar(String tool, long seed, TraceWriter.Written written) {
    AnalogTileSpec array = layers.get(0).grid().tiles().get(0).spec();
    DeviceModel device = array.device();
    HalfSelect halfSelect = spec.waveform().map(w -> w.halfSelect()).orElse(HalfSelect.HALF);
    return new TraceSidecar(
        tool,
        seed,
        FileColumn.meanings(TraceColumn.values()),
        FileColumn.meanings(LineColumn.values()),
        "row = word line = input, col = bit line = output; weight = weight_per_siemens (G plus - G"
            + " minus); in weights/*.npy (outputs x inputs) it is [first_col + col, first_row + row]",
        layers.stream().map(TraceRecorder::described).toList(),
        new TraceSidecar.Selection(
            layers.stream().mapToLong(TracedCells::devices).sum(),
            spec.tiles().map(List::toString).orElse("all"),
            TracedCells.text(spec.rows()),
            TracedCells.text(spec.cols()),
            spec.steps().toString(),
            Optional.empty()),
        device.name(),
        device.conductance().minSiemens(),
        device.conductance().maxSiemens(),
        device.isOneDirectional(),
        isSteady(device),
        device.pulse(),
        halfSelect.label(),
        "not modelled: devices change at coincidences alone",
        array.trains().orElseThrow() instanceof StochasticTrains
            ? TraceSidecar.TRAINS
            : TraceSidecar.COUNTS,
        array.trains().orElseThrow().length(),
        array.pulseSeconds(),
        flags(),
        written.contents(),
        written.events(),
        written.trains(),
        written.rows(),
        written.trainRows(),
        stopped,
        written.files());
  }

  /** Whether pulses and writes alone move a device. */
  private static boolean isSteady(DeviceModel device) {
    return device.drift().isEmpty()
        && device.diffusion().isEmpty()
        && device.writeNoise().isEmpty()
        && device.telegraph().isEmpty();
  }

  /** What each flag means, in the order in which a row names them. */
  private static Map<String, String> flags() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (UpdateFlag flag : UpdateFlag.values()) {
      meanings.put(flag.label(), meaning(flag));
    }
    return meanings;
  }

  private static String meaning(UpdateFlag flag) {
    return switch (flag) {
      case BELOW_STEP -> "the request is not zero, but the trains never coincided: no pulse";
      case SATURATED_HIGH -> "the device ended at its own upper bound, high_S in devices.csv";
      case SATURATED_LOW -> "the device ended at its own lower bound, low_S in devices.csv";
      case STUCK -> "the device does not move, whatever reaches it";
      case CLIPPED ->
          "a line asked to fire more often than in every slot, so the change fell short";
      case ONE_DIRECTIONAL ->
          "pulses only raise the device: it was to fall, its partner moves alone";
    };
  }

  private static TraceSidecar.TracedLayer described(TracedCells traced) {
    List<TraceSidecar.TracedTile> tiles = new ArrayList<>();
    for (int t = 0; t < traced.grid().tiles().size(); t++) {
      Placement p = traced.grid().tiles().get(t).placement();
      tiles.add(new TraceSidecar.TracedTile(t, p.firstCol(), p.firstRow(), p.cols(), p.rows()));
    }
    AnalogTile first = traced.grid().tiles().get(0);
    double perSiemens = first.weightScale(0) / first.spec().device().conductance().span();
    return new TraceSidecar.TracedLayer(traced.layer(), traced.places(), perSiemens, tiles);
  }
}
