package dev.mho.emulator.cell;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.RowBuffer;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.programming.ProgrammingReport;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.device.programming.VerifiedWriter;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one array: the devices of each, one {@link DeviceArray} a role, and what a read sees
 * of them. A cell is numbered output · inputs + input.
 *
 * <p>The difference Σ_r c_r (g_r − ρ_r) of all cells, and the variance of one read of it, are kept
 * as matrices (outputs × inputs) that follow every pulse and write at once and time when {@link
 * #follow} is called. Where a reference is {@linkplain Subtraction not taken off in the array}, the
 * matrix is that of the whole current, Σ_r c_r G_r/(G_max − G_min).
 */
public final class CellArray implements ReadCells, Stateful {
  private static final int BLOCK = 8192;

  /** A rewrite gives up after so many pulses. */
  private static final int MOST_PULSES = 10_000;

  private final UnitCell cell;
  private final List<Role> roles;
  private final Placement placement;
  private final DeviceArray[] devices;
  private final double[] significance;
  private final boolean[] learning;
  private final double learningSignificance;
  private final boolean lowers;
  private final Matrix difference;
  private final Optional<Matrix> variance;
  private final Workers workers;
  private final NoiseStream turns;
  private final NoiseStream verifyingReads;
  private final double nominalReference;

  /** Σ c G_min/(G_max − G_min): what the cell's current has beyond Σ c g. */
  private final double leakage;

  /** Σ c ρ of every cell where each device has its own reference; null where all share one. */
  private final double @Nullable [] ownReference;

  private int verifiedWrites;
  private double seenAt;

  /**
   * Samples the devices of all cells, all of one technology.
   *
   * @param placement rows are outputs, columns inputs
   * @param stream the layer's own stream
   */
  public CellArray(
      UnitCell cell, DeviceModel device, Placement placement, NoiseStream stream, Workers workers) {
    this(cell, Collections.nCopies(cell.roles().size(), device), placement, stream, workers);
  }

  /**
   * Samples the devices of all cells.
   *
   * @param models one technology a role, all over the same nominal range and all pulsed the same
   *     ways
   */
  public CellArray(
      UnitCell cell,
      List<DeviceModel> models,
      Placement placement,
      NoiseStream stream,
      Workers workers) {
    this.cell = cell;
    this.roles = cell.roles();
    this.placement = placement;
    this.workers = workers;
    this.turns = stream.child("turns");
    this.verifyingReads = stream.child("verified-writes");
    this.lowers = models.get(0).response().map(PulseResponse::lowers).orElse(true);
    models.forEach(this::require);
    devices = new DeviceArray[roles.size()];
    significance = new double[roles.size()];
    learning = new boolean[roles.size()];
    for (Role role : roles) {
      DeviceModel model = models.get(role.index());
      devices[role.index()] =
          new DeviceArray(model, placement, stream.child(role.label()), workers);
      significance[role.index()] = role.significance();
    }
    double learnt = 0;
    for (Role role : roles) {
      learning[role.index()] = learns(role);
      learnt += learns(role) ? Math.abs(role.significance()) : 0;
    }
    learningSignificance = learnt;
    ConductanceRange range = models.get(0).conductance();
    nominalReference =
        roles.stream().mapToDouble(r -> r.significance() * cell.reference(r.index())).sum();
    leakage =
        roles.stream().mapToDouble(Role::significance).sum() * range.minSiemens() / range.span();
    ownReference = cell.comparesWithOwn() ? ownReferences() : null;
    difference = Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32);
    variance =
        models.stream().anyMatch(m -> m.readNoise().isPresent())
            ? Optional.of(Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32))
            : Optional.empty();
  }

  private void require(DeviceModel model) {
    if (model.isOneDirectional() && cell.pair().isEmpty()) {
      throw new BadInputException(
          "device "
              + model.name()
              + " can only be pulsed up: a single device of it cannot lower a weight;"
              + " use a differential pair");
    }
    if (cell.comparesWithOwn() && model.reference().isEmpty()) {
      throw new BadInputException(
          "device " + model.name() + " has no reference of its own to be compared with");
    }
  }

  /** Whether any pulse ever reaches the devices of a role. */
  private boolean learns(Role role) {
    for (int turn = 0; turn < cell.turns(); turn++) {
      if (pulsed(role, true, turn).isPresent() || pulsed(role, false, turn).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private double[] ownReferences() {
    double[] references = new double[placement.size()];
    workers.forBlocks(
        references.length,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            for (int r = 0; r < devices.length; r++) {
              references[i] += significance[r] * devices[r].reference(i);
            }
          }
        });
    return references;
  }

  @Override
  public void keep(Archive archive) {
    archive.all("devices", List.of(devices));
    difference.keep("difference", archive);
    variance.ifPresent(v -> v.keep("variance", archive));
    verifiedWrites = archive.value("verified writes", verifiedWrites);
    seenAt = archive.value("seen at", seenAt);
  }

  /** How a weight sits in devices. */
  public UnitCell cell() {
    return cell;
  }

  /** The devices of a cell, by index. */
  public List<Role> roles() {
    return roles;
  }

  /** The devices of one role. */
  public DeviceArray devices(Role role) {
    return devices[role.index()];
  }

  /** Whether pulses can lower the devices' conductance. */
  public boolean lowers() {
    return lowers;
  }

  /** What a read sees of every cell for one unit of input; not to be modified. */
  @Override
  public Matrix difference() {
    return difference;
  }

  /** Σ c² σ²(g) of every cell as last seen; empty without read noise. */
  @Override
  public Optional<Matrix> variance() {
    return variance;
  }

  @Override
  public double digitalOffset() {
    return cell.subtraction() == Subtraction.DIGITAL ? nominalReference + leakage : 0;
  }

  /** Σ c (g − ρ) of a cell at a time, in double precision. */
  public double difference(int cellNumber, double now) {
    return sum(cellNumber, now) - reference(cellNumber);
  }

  private double sum(int cellNumber, double now) {
    double sum = 0;
    for (int r = 0; r < devices.length; r++) {
      sum += significance[r] * devices[r].conductance(cellNumber, now);
    }
    return sum;
  }

  private double reference(int cellNumber) {
    return ownReference == null ? nominalReference : ownReference[cellNumber];
  }

  /**
   * What the array takes off a cell's current before the ADC, in units of a device's range, if the
   * current is that of Σ c G/(G_max − G_min).
   */
  double takenOff(int cellNumber) {
    return cell.subtraction() == Subtraction.IN_ARRAY ? reference(cellNumber) + leakage : 0;
  }

  // --- writing -------------------------------------------------------------------------------

  /**
   * Where the devices of each role are to be for given weights.
   *
   * @param weights one a cell, in weight units
   * @return by role, one normalised conductance a cell
   */
  public float[][] targets(double[] weights) {
    float[][] targets = new float[devices.length][weights.length];
    workers.forBlocks(
        weights.length,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            for (int r = 0; r < devices.length; r++) {
              double own = ownReference == null ? cell.reference(r) : ownReference[i];
              targets[r][i] = cell.target(r, weights[i], own);
            }
          }
        });
    return targets;
  }

  /** Writes all cells, each device towards its target; {@code targets} by role. */
  public void program(float[][] targets, double now) {
    for (int r = 0; r < devices.length; r++) {
      devices[r].program(targets[r], now);
    }
    seeAll(now);
  }

  /**
   * Brings all cells to their targets by pulses and verifying reads, the roles side by side.
   *
   * @param targets by role
   * @return by role, what came of it
   * @throws BadInputException if the devices have no pulse response
   */
  public List<ProgrammingReport> programVerified(
      PulseAndVerify how, float[][] targets, double now) {
    NoiseStream reads = verifyingReads.child(verifiedWrites++);
    List<ProgrammingReport> reports = new ArrayList<>();
    double end = now;
    for (Role role : roles) {
      ProgrammingReport report =
          new VerifiedWriter(how, devices(role), reads.child(role.label()), workers)
              .program(targets[role.index()], now);
      end = Math.max(end, now + report.seconds());
      reports.add(report);
    }
    seeAll(end);
    return reports;
  }

  // --- pulsing -------------------------------------------------------------------------------

  /** Whose turn it is in an update; 0 where all elements are pulsed together. */
  public int turn(long update) {
    return cell.turn(update, turns);
  }

  /**
   * The direction in which a coincidence pulses the devices of a role; empty if it leaves them
   * alone.
   *
   * @param raise whether the weight is to rise
   * @param turn as {@link #turn} says
   */
  public Optional<Polarity> pulsed(Role role, boolean raise, int turn) {
    return cell.pulsed(role.index(), raise, turn, lowers);
  }

  /** Whether all devices can be pulsed by schedules. */
  public boolean takesSchedules() {
    return Stream.of(devices).allMatch(DeviceArray::takesSchedules);
  }

  /** How many devices one coincidence pulses in a direction. */
  public int pulsedDevices(Polarity polarity, boolean raise) {
    return (int)
        roles.stream().filter(r -> pulsed(r, raise, 0).equals(Optional.of(polarity))).count();
  }

  /**
   * Gives a cell pulses: each of its devices in the direction in which it is {@link #pulsed}.
   *
   * @param raise whether the weight is to rise
   * @param turn as {@link #turn} says
   */
  public void pulse(int cellNumber, int count, boolean raise, int turn, double now) {
    for (Role role : roles) {
      pulsed(role, raise, turn)
          .ifPresent(polarity -> devices(role).pulse(cellNumber, count, polarity, now));
    }
  }

  /**
   * Gives each of some cells of one output one pulse, as {@link #pulse(int, int, boolean, int,
   * double)} would one by one.
   *
   * @param inputs the cells' inputs, each at most once
   * @param from first of those that are pulsed
   * @param to end of those that are pulsed
   * @param buffer for this thread's use alone
   */
  public void pulse(
      int output,
      int[] inputs,
      int from,
      int to,
      boolean raise,
      int turn,
      double now,
      RowBuffer buffer) {
    for (Role role : roles) {
      Optional<Polarity> polarity = pulsed(role, raise, turn);
      if (polarity.isPresent()) {
        devices(role).pulse(output, inputs, from, to, polarity.get(), now, buffer);
      }
    }
  }

  /**
   * Gives all cells of one output their pulses at once, to first order ({@link
   * DeviceArray#pulseTogether}); only of cells whose elements do not take turns.
   *
   * @param raising pulses that raise the weight, for each input
   * @param lowering pulses that lower it
   * @param buffer for this thread's use alone
   */
  public void pulseTogether(
      int output, int[] raising, int[] lowering, double now, RowBuffer buffer) {
    int[] none = new int[placement.cols()];
    for (Role role : roles) {
      if (learning[role.index()]) {
        int[] up = to(Polarity.UP, role, raising, lowering, none);
        int[] down = to(Polarity.DOWN, role, raising, lowering, none);
        devices(role).pulseTogether(output, up, down, now, buffer);
      }
    }
  }

  /** Those of the pulses that take a device in a direction. */
  private int[] to(Polarity polarity, Role role, int[] raising, int[] lowering, int[] none) {
    if (pulsed(role, true, 0).equals(Optional.of(polarity))) {
      return raising;
    }
    return pulsed(role, false, 0).equals(Optional.of(polarity)) ? lowering : none;
  }

  /** The part of a change of the difference that is asked of the devices of a role. */
  public double share(Role role, int turn) {
    double sum = 0;
    for (Role other : roles) {
      sum += asked(other, turn) ? Math.abs(other.significance()) : 0;
    }
    return asked(role, turn) ? Math.abs(role.significance()) / sum : 0;
  }

  private boolean asked(Role role, int turn) {
    return pulsed(role, true, turn).isPresent() || pulsed(role, false, turn).isPresent();
  }

  /**
   * Makes pairs free again that have no room left, as far as what is seen of them tells.
   *
   * @return how many
   */
  public long refresh(Refresh refresh, double now) {
    LongAdder refreshed = new LongAdder();
    workers.forBlocks(
        placement.size(),
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            for (int r = 0; r < devices.length; r += 2) {
              DeviceArray plus = devices[r];
              DeviceArray minus = devices[r + 1];
              if (refresh.due(plus.conductance(i, now), minus.conductance(i, now))) {
                rewrite(plus, minus, i, now);
                see(i, now);
                refreshed.increment();
              }
            }
          }
        });
    return refreshed.sum();
  }

  /** Resets both devices and pulses the difference onto the one that was higher. */
  private static void rewrite(DeviceArray plus, DeviceArray minus, int cellNumber, double now) {
    double up = plus.conductance(cellNumber, now);
    double difference = up - minus.conductance(cellNumber, now);
    plus.reset(cellNumber, now);
    minus.reset(cellNumber, now);
    DeviceArray higher = difference > 0 ? plus : minus;
    DeviceArray lower = difference > 0 ? minus : plus;
    double target = Math.abs(difference) + lower.state(cellNumber);
    for (int pulse = 0; pulse < MOST_PULSES && comesNearer(higher, cellNumber, target); pulse++) {
      higher.pulse(cellNumber, 1, Polarity.UP, now);
    }
  }

  /** Whether one more mean pulse ends nearer to the target than the device is. */
  private static boolean comesNearer(DeviceArray devices, int cellNumber, double target) {
    double g = devices.state(cellNumber);
    PulseResponse response = devices.model().response().orElseThrow();
    return g + response.step(Polarity.UP, g, devices.specimen(cellNumber)) / 2 < target;
  }

  /**
   * Moves a cell's difference by exactly {@code change}, without bounds: all devices that pulses
   * would reach by the same amount, each in its own direction.
   */
  public void shift(int cellNumber, double change, double now) {
    for (Role role : roles) {
      if (learning[role.index()]) {
        devices(role).shift(cellNumber, role.sign() * change / learningSignificance, false, now);
      }
    }
    see(cellNumber, now);
  }

  // --- seeing --------------------------------------------------------------------------------

  /**
   * Brings the matrices up to date with what time has done.
   *
   * @return whether anything may have changed since the last time
   */
  public boolean follow(double now) {
    boolean changed = now != seenAt && Stream.of(devices).anyMatch(d -> d.changes(now));
    if (changed) {
      seeAll(now);
    }
    return changed;
  }

  private void seeAll(double now) {
    seenAt = now;
    workers.forBlocks(
        placement.rows(),
        Math.max(1, BLOCK / placement.cols()),
        (from, to) -> {
          RowBuffer buffer = new RowBuffer(placement.cols());
          for (int output = from; output < to; output++) {
            seeRow(output, now, buffer);
          }
        });
  }

  /**
   * Brings the matrices up to date with all cells of one output.
   *
   * @param buffer for this thread's use alone
   */
  public void seeRow(int output, double now, RowBuffer buffer) {
    int inputs = placement.cols();
    int first = output * inputs;
    double[] sums = new double[inputs];
    double[] variances = new double[variance.isPresent() ? inputs : 0];
    Arrays.setAll(sums, j -> start(first + j));
    for (int r = 0; r < devices.length; r++) {
      devices[r].conductances(output, now, buffer.first(), buffer);
      float[] g = buffer.first();
      double c = significance[r];
      for (int j = 0; j < inputs; j++) {
        sums[j] += c * g[j];
      }
      for (int j = 0; j < variances.length; j++) {
        variances[j] += c * c * devices[r].readVariance(first + j, g[j], now);
      }
    }
    for (int j = 0; j < inputs; j++) {
      difference.set(output, j, sums[j]);
    }
    for (int j = 0; j < variances.length; j++) {
      variance.get().set(output, j, variances[j]);
    }
  }

  /** What a cell's sum starts from. */
  private double start(int cellNumber) {
    return cell.subtraction() == Subtraction.IN_ARRAY ? -reference(cellNumber) : leakage;
  }

  /** Brings the matrices up to date with one cell. */
  public void see(int cellNumber, double now) {
    int output = cellNumber / placement.cols();
    int input = cellNumber % placement.cols();
    double sum = start(cellNumber);
    double variances = 0;
    for (int r = 0; r < devices.length; r++) {
      float g = devices[r].conductance(cellNumber, now);
      sum += significance[r] * g;
      if (variance.isPresent()) {
        variances +=
            significance[r] * significance[r] * devices[r].readVariance(cellNumber, g, now);
      }
    }
    difference.set(output, input, sum);
    if (variance.isPresent()) {
      variance.get().set(output, input, variances);
    }
  }
}
