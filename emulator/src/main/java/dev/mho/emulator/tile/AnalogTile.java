package dev.mho.emulator.tile;

import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.programming.ProgrammingReport;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.state.Archive;
import dev.mho.emulator.cell.CellArray;
import dev.mho.emulator.cell.RangeUse;
import dev.mho.emulator.cell.ReadCells;
import dev.mho.emulator.cell.Refresh;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.Subtraction;
import dev.mho.emulator.cell.Wires;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.converter.RangeFinder;
import dev.mho.emulator.energy.EnergyMeter;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.emulator.energy.EnergyUse;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateListener;
import dev.mho.emulator.update.PulseBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One emulated crossbar: DAC, devices with read noise and drift, ADC, and updates by pulse trains.
 *
 * <p>A read of sample x computes, with input scale s = max|x| and x' = DAC(x/s),
 *
 * <pre>
 * i_k = Σ_j D_kj x'_j + ξ_k √(Σ_j V_kj x'_j²)     D = Σ_r c_r (g_r − ρ_r), V = Σ_r c_r² σ²(g_r)
 * y_k = s κ c_k ADC(i_k)
 * </pre>
 *
 * and more where its {@link dev.mho.emulator.converter.ReadPath} says so; r runs over the devices
 * of a cell ({@link dev.mho.emulator.cell.UnitCell}; of a pair D = g⁺ − g⁻), κ is the weight of one
 * device's range, c_k the output's digital scale and the second term the white read noise of all
 * the column's cells: their sum is normal, so one draw a column is exact. Noisy conductances are
 * not clipped at zero: a current may come out slightly negative, as real ones do.
 *
 * <p>With wires, what is read is what the array's circuit makes of its devices ({@link Wires}).
 * Ohmic devices make it one matrix before the ADC, and a backward read its transpose; curved ones a
 * circuit to be solved for every sample. {@link #weights()} are those of the devices, whatever the
 * wires do.
 *
 * <p>Conductances are kept in single precision, so with every effect off, and weights programmed
 * within the cell's range, a tile equals an exact one to float32 rounding. Emulated time advances
 * with every read and every slot of a train.
 */
public final class AnalogTile implements Tile {
  private final AnalogTileSpec spec;
  private final Products products;
  private final Placement placement;
  private final CellArray cells;
  private final Optional<Wires> wires;
  private final Periphery forward;
  private final Periphery backward;
  private final PulsedCells pulses;
  private final ChangeMeter changes;
  private final double[] outputScale;
  private Optional<UpdateListener> listener = Optional.empty();
  private Optional<FollowedCells> followed = Optional.empty();
  private final HeardStates heard;
  private double clock;
  private long updates;
  private long clippedWeights;
  private long refreshes;

  private final Optional<UnitColumn> unitColumn;
  private RangeUse rangeUse = RangeUse.NONE;
  private List<ProgrammingReport> programming = List.of();
  private Optional<EnergyMeter> meter = Optional.empty();

  /**
   * A tile whose devices are sampled and then programmed.
   *
   * @param spec what it is made of
   * @param weights outputs × inputs
   * @param placement where the tile sits in its layer: rows are outputs, columns inputs of W
   * @param stream the layer's own stream
   */
  public AnalogTile(
      AnalogTileSpec spec,
      Matrix weights,
      Placement placement,
      NoiseStream stream,
      Products products) {
    weights.requireShape(placement.rows(), placement.cols());
    this.spec = spec;
    this.products = products;
    this.placement = placement;
    this.cells = new CellArray(spec.cell(), spec.device(), placement, stream, products.workers());
    NoiseStream own = stream.child(placement.firstRow()).child(placement.firstCol());
    this.wires = spec.wiring().map(w -> Wires.around(cells, w, own, products.workers()));
    SampleScales.Running scale = new SampleScales.Running();
    this.forward =
        new Periphery(
            spec.forward(),
            placement.cols(),
            placement.rows(),
            false,
            scale,
            own.child("forward"),
            products);
    this.backward =
        new Periphery(
            spec.backward(),
            placement.rows(),
            placement.cols(),
            true,
            scale,
            own.child("backward"),
            products);
    this.unitColumn =
        spec.cell().subtraction() == Subtraction.UNIT_COLUMN
            ? Optional.of(new UnitColumn(spec, placement, stream, own, products))
            : Optional.empty();
    this.pulses =
        new PulsedCells(spec, cells, placement, stream.child("trains"), products.workers());
    this.changes = new ChangeMeter(products.workers());
    this.heard = new HeardStates(cells.roles().size());
    this.outputScale = new double[placement.rows()];
    Arrays.fill(outputScale, 1);
    program(weights);
  }

  /** Reports the updates of chosen cells to a listener from now on. */
  public void listen(UpdateListener to) {
    if (spec.trains().filter(AnalogTileSpec::isAggregated).isPresent()) {
      throw new BadInputException(
          "pulses that are made at once (order: aggregated) cannot be traced;"
              + " choose order: sequential");
    }
    listener = Optional.of(to);
    followed = Optional.of(new FollowedCells(placement, to));
  }

  /**
   * Keeps all but what a listener has heard.
   *
   * @throws IllegalStateException if there is a listener: events it has heard cannot be taken back
   */
  @Override
  public void keep(Archive archive) {
    if (listener.isPresent()) {
      throw new IllegalStateException("a tile that is listened to cannot be kept");
    }
    cells.keep(archive.part("cells"));
    wires.ifPresent(w -> w.keep(archive.part("wires")));
    forward.keep(archive.part("forward"));
    backward.keep(archive.part("backward"));
    unitColumn.ifPresent(column -> column.keep(archive.part("unit column")));
    meter.ifPresent(m -> m.keep(archive.part("meter")));
    changes.keep(archive.part("changes"));
    archive.doubles("output scale", outputScale);
    clock = archive.value("clock", clock);
    updates = archive.value("updates", updates);
    clippedWeights = archive.value("clipped weights", clippedWeights);
    refreshes = archive.value("refreshes", refreshes);
    pulses.keep(archive);
    rangeUse = rangeUse.kept(archive.part("range use"));
    List<ProgrammingReport> reports = new ArrayList<>();
    for (int r = 0; r < programming.size(); r++) {
      reports.add(programming.get(r).kept(archive.part("programming " + r)));
    }
    programming = reports;
  }

  /**
   * Normalised conductance of a device as the listener last heard of it, or as it was last written
   * if the listener never did.
   */
  public float lastHeard(Role role, int cell) {
    return heard.of(cell, role, devices(role));
  }

  /** What the tile is made of. */
  public AnalogTileSpec spec() {
    return spec;
  }

  /** Where it sits in its layer. */
  public Placement placement() {
    return placement;
  }

  /** The devices of a cell, by index. */
  public List<Role> roles() {
    return cells.roles();
  }

  /** How the weights that were last programmed use the cells' range. */
  public RangeUse rangeUse() {
    return rangeUse;
  }

  /**
   * What came of the devices of each role when the array was last programmed by pulses and
   * verifying reads; empty if it never was.
   */
  public List<ProgrammingReport> programming() {
    return programming;
  }

  /** The part of a change that update number {@code update} asks of the devices of a role. */
  double share(Role role, long update) {
    return cells.share(role, cells.turn(update));
  }

  /** The devices of one role. */
  public DeviceArray devices(Role role) {
    return cells.devices(role);
  }

  /** Conductance in siemens of every device of one role, outputs × inputs, without read noise. */
  public Matrix siemens(Role role) {
    Matrix siemens = Matrix.zeros(outputs(), inputs(), Precision.FLOAT64);
    for (int k = 0; k < outputs(); k++) {
      for (int j = 0; j < inputs(); j++) {
        double g = devices(role).conductance(k * inputs() + j, clock);
        siemens.set(k, j, spec.device().conductance().siemens(g));
      }
    }
    return siemens;
  }

  /** What is broken in its circuits, as {@link Wires#defects()} counts them; none without wires. */
  public List<Defects> defects() {
    return wires.map(Wires::defects).orElse(List.of());
  }

  /** Emulated time in seconds since the tile was made. */
  public double clock() {
    return clock;
  }

  /** Weight per unit of a device's range for one output: κ c_k. */
  public double weightScale(int output) {
    return spec.cell().scale() * outputScale[output];
  }

  @Override
  public int inputs() {
    return placement.cols();
  }

  @Override
  public int outputs() {
    return placement.rows();
  }

  @Override
  public void program(Matrix weights) {
    double start = clock;
    float[][] targets = cells.targets(scaled(weights));
    if (spec.verify().isPresent()) {
      programming = cells.programVerified(spec.verify().get(), targets, clock);
      clock += programming.stream().mapToDouble(ProgrammingReport::seconds).max().orElse(0);
    } else {
      cells.program(targets, clock);
    }
    meter.ifPresent(m -> m.pulsed(1, 1, clock - start, clock));
    unitColumn.ifPresent(column -> column.program(clock));
    wires.ifPresent(Wires::rewritten);
    hearing().ifPresent(this::reportProgramming);
  }

  /** The weights that cells are to hold, one a cell, once the range has been fitted to them. */
  private double[] scaled(Matrix weights) {
    weights.requireShape(outputs(), inputs());
    if (spec.scaling().isFitted()) {
      System.arraycopy(spec.scaling().scales(spec.cell(), weights), 0, outputScale, 0, outputs());
    }
    double[] scaled = new double[placement.size()];
    for (int k = 0; k < outputs(); k++) {
      double[] row = weights.row(k);
      for (int j = 0; j < row.length; j++) {
        double weight = row[j] / outputScale[k];
        if (!Double.isFinite(weight)) {
          throw new BadInputException(
              "weight (" + k + ", " + j + ") to be programmed is " + weight);
        }
        clippedWeights += spec.cell().holds(weight) ? 0 : 1;
        scaled[k * row.length + j] = weight;
      }
    }
    rangeUse = RangeUse.of(scaled, spec.cell().weightRange());
    return scaled;
  }

  /** The listener, while it listens. */
  private Optional<UpdateListener> hearing() {
    return listener.filter(UpdateListener::isListening);
  }

  /** Tells the listener of a write to devices that it has heard of. */
  private void reportProgramming(UpdateListener to) {
    List<UpdateEvent> events =
        CellTracer.programmed(this, followed.orElseThrow(), updates, clock, heard);
    if (!events.isEmpty()) {
      to.updated(events);
    }
  }

  @Override
  public Matrix weights() {
    Matrix weights = Matrix.zeros(outputs(), inputs(), Precision.FLOAT64);
    double[] row = new double[inputs()];
    for (int k = 0; k < outputs(); k++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = weightScale(k) * cells.difference(k * row.length + j, clock);
      }
      weights.writeRow(k, row);
    }
    return weights;
  }

  @Override
  public void scaleOutputs(double[] factor) {
    for (int k = 0; k < outputScale.length; k++) {
      outputScale[k] *= Check.positive("digital scale of output " + k, factor[k]);
    }
  }

  @Override
  public void idle(double seconds) {
    clock += seconds;
    if (spec.device().changesFromSeconds().isPresent()) {
      wires.ifPresent(Wires::waited);
    }
  }

  /** Saturated conversions of each output's ADC in forward reads; a copy. */
  public long[] saturatedOutputs() {
    return forward.saturated();
  }

  /** Conversions in forward reads, all outputs together. */
  public long forwardConversions() {
    return forward.conversions();
  }

  /** From now on shows the currents of forward reads to a finder instead of converting them. */
  public void showCurrents(RangeFinder to) {
    forward.show(to);
  }

  /** From now on converts the currents of forward reads within ±bound, or as before if empty. */
  public void convertWithin(OptionalDouble bound) {
    bound.ifPresentOrElse(forward::convertWithin, forward::convert);
  }

  @Override
  public TileActivity activity() {
    return new TileActivity(
        forward.conversions()
            + backward.conversions()
            + unitColumn.map(UnitColumn::conversions).orElse(0L),
        forward.saturations()
            + backward.saturations()
            + unitColumn.map(UnitColumn::saturations).orElse(0L),
        pulses.given(Polarity.UP),
        pulses.given(Polarity.DOWN),
        clippedWeights,
        clock,
        wires.map(Wires::solves).orElse(0L),
        wires.map(Wires::largestStaleError).orElse(0.0),
        refreshes,
        changes.tally(pulses.coincidences()));
  }

  // --- energy ------------------------------------------------------------------------------

  /** Counts work for {@link #energy} from now on; a batch takes a little longer to emulate then. */
  public void meter() {
    EnergyMeter counter = new EnergyMeter(cells, placement, clock);
    forward.meter(counter);
    backward.meter(counter);
    meter = Optional.of(counter);
    unitColumn.ifPresent(column -> column.meter(clock));
  }

  /** What the work since {@link #meter} takes; nothing if it was never called. */
  public EnergyUse energy(EnergyModel model) {
    EnergyUse own =
        meter
            .map(m -> model.use(m.work(), spec.energyArray(inputs(), outputs())))
            .orElse(EnergyUse.NONE);
    return unitColumn.map(column -> own.beside(column.energy(model, spec))).orElse(own);
  }

  /** Counts what pulses have been given since {@code upBefore} and {@code downBefore}. */
  private void countPulses(long upBefore, long downBefore, double seconds) {
    meter.ifPresent(
        m ->
            m.pulsed(
                pulses.given(Polarity.UP) - upBefore,
                pulses.given(Polarity.DOWN) - downBefore,
                seconds,
                clock));
  }

  // --- reading -----------------------------------------------------------------------------

  @Override
  public Matrix forward(Matrix x) {
    float[] scale = new float[outputs()];
    for (int k = 0; k < scale.length; k++) {
      scale[k] = (float) weightScale(k);
    }
    return read(forward, x, new float[0], scale);
  }

  @Override
  public Matrix backward(Matrix d) {
    if (unitColumn.isPresent()) {
      throw new BadInputException(
          "a unit column serves forward reads alone: this array cannot be read backward");
    }
    float[] digital = new float[outputs()];
    for (int k = 0; k < digital.length; k++) {
      digital[k] = (float) outputScale[k];
    }
    float[] scale = new float[inputs()];
    Arrays.fill(scale, (float) spec.cell().scale());
    return read(backward, d, digital, scale);
  }

  private Matrix read(Periphery side, Matrix in, float[] inFactor, float[] outFactor) {
    boolean drifted = cells.follow(clock);
    meter.ifPresent(m -> m.look(clock));
    wires.ifPresent(w -> follow(w, drifted));
    long before = side.reads();
    ReadCells seen = wires.<ReadCells>map(w -> w).orElse(cells);
    Matrix results = side.read(in, seen, inFactor, outFactor);
    unitColumn.ifPresent(column -> column.takeOff(in, results, outFactor, clock));
    clock += (side.reads() - before) * spec.readSeconds();
    return results;
  }

  private void follow(Wires wired, boolean drifted) {
    if (drifted) {
      wired.drifted();
    }
    wired.follow(clock);
  }

  // --- updates -----------------------------------------------------------------------------

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    x.requireShape(d.rows(), inputs());
    d.requireShape(x.rows(), outputs());
    if (rate == 0) {
      return;
    }
    Matrix lines = d.copy();
    double[] scale = new double[outputs()];
    Arrays.setAll(scale, k -> Math.signum(rate) / outputScale[k]);
    lines.scaleColumns(products.workers(), scale);
    double conductanceRate = Math.abs(rate) / spec.cell().scale();
    long up = pulses.given(Polarity.UP);
    long down = pulses.given(Polarity.DOWN);
    double start = clock;
    if (spec.trains().isEmpty()) {
      shift(x, lines, conductanceRate);
    } else {
      if (!cells.lowers()) {
        refresh(spec.cell().pair().orElseThrow().refresh());
      }
      changes.begins(cells.difference());
      PulsedCells.Change change = new PulsedCells.Change(x, lines, conductanceRate, updates, clock);
      clock =
          pulses.pulse(
              spec.trains().get(), change, (batch, startsAt) -> tracer(change, batch, startsAt));
      changes.asked(x, lines, conductanceRate / spec.granularity());
      changes.ended(cells.difference(), spec.granularity());
    }
    countPulses(up, down, clock - start);
    wires.ifPresent(Wires::updated);
    updates += x.rows();
  }

  /** Makes room in pairs that have none; part of the update that needs it. */
  private void refresh(Refresh refresh) {
    hearing().ifPresent(to -> CellTracer.remember(this, followed.orElseThrow(), heard));
    long refreshed = cells.refresh(refresh, clock);
    refreshes += refreshed;
    if (refreshed > 0) {
      wires.ifPresent(Wires::rewritten);
      hearing().ifPresent(this::reportProgramming);
    }
  }

  /** The exact change, shared by the devices of each cell. */
  private void shift(Matrix x, Matrix d, double rate) {
    Matrix sum = products.transposedTimes(d, x);
    forCells(
        (k, j) -> {
          double change = -rate * sum.get(k, j);
          cells.shift(k * inputs() + j, change, clock);
        });
  }

  private Optional<CellTracer> tracer(
      PulsedCells.Change change, PulseBatch batch, double[] startsAt) {
    return hearing()
        .map(
            to ->
                new CellTracer(
                    this,
                    to,
                    followed.orElseThrow(),
                    change.x(),
                    change.d(),
                    change.rate(),
                    spec.granularity(),
                    batch,
                    startsAt,
                    updates,
                    heard));
  }

  private interface CellWork {
    void run(int output, int input);
  }

  private void forCells(CellWork work) {
    products
        .workers()
        .forBlocks(
            outputs(),
            Math.max(1, 4096 / inputs()),
            (from, to) -> {
              for (int k = from; k < to; k++) {
                for (int j = 0; j < inputs(); j++) {
                  work.run(k, j);
                }
              }
            });
  }
}
