package dev.mho.device.array;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.fault.Endurance;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.noise.TelegraphNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.random.WienerPath;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.PulsedDevices;
import dev.mho.device.response.Reference;
import dev.mho.device.response.Specimen;
import dev.mho.device.retention.Drift;
import dev.mho.device.retention.Temperature;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sampled population of one technology: rows × cols devices as flat arrays, row-major, index =
 * row · cols + col.
 *
 * <p>A device has a state g that exists and a conductance that is seen. The state is normalised
 * conductance as it was right after the device's last write or pulse; drift and diffusion move it
 * with emulated time, and the next pulse starts from where they have led. Write noise and telegraph
 * noise are seen beside it and never leak into it; read noise is left to the reader ({@link
 * #readVariance}). Every draw depends on the device's global position and on how many pulses and
 * writes it has had, so neither threads nor the split into tiles change a device, and what is seen
 * at a time does not depend on when it was asked before.
 *
 * <p>Memory per device: 4 bytes state and 4 bytes pulse count, plus, each only where the model has
 * it, 8 for own bounds, 8 for own steps, 8 for own shapes, 8 for the time of the last write where
 * time matters, 4 for the device's own drift and 1 for faults: 8 bytes for devices that are alike,
 * 24 with every spread of Gokmen 2016. A parameter that all devices share costs nothing. Ten
 * million devices on two threads (JMH {@code DevicePopulation}, ratios to adding a number to as
 * many floats, 4.5 ms): sampling 8 alike, 620 with four own parameters each; writing 10, with a
 * programming error 110; one pulse each 11, with cycle-to-cycle noise 140; looking at each 5, with
 * write noise 115, with drift 190.
 *
 * <p>Different devices may be used by different threads at the same time; one device may not.
 */
public final class DeviceArray implements Stateful {
  private static final int BLOCK = 8192;

  private final Workers workers;
  private final DeviceModel model;
  private final Placement placement;
  private final ConductanceRange range;
  private final @Nullable PulseResponse response;
  private final @Nullable Drift drift;
  private final @Nullable ReadNoise readNoise;
  private final @Nullable TelegraphNoise telegraph;
  private final @Nullable Endurance endurance;
  private final double acceleration;
  private final double diffusion;
  private final double writeNoise;

  private final OwnDraws ownDraws;
  private final NoiseStream faultDraws;
  private final NoiseStream trapDraws;
  private final NoiseStream cycleDraws;
  private final NoiseStream upDraws;
  private final NoiseStream downDraws;
  private final NoiseStream levelDraws;
  private final NoiseStream writeDraws;
  private final NoiseStream resetDraws;
  private final NoiseStream telegraphDraws;
  private final NoiseStream writeNoiseRoot;
  private final NoiseStream relaxationRoot;
  private final @Nullable WienerPath paths;

  private final float[] state;
  private final int[] pulses;
  private final Specimens specimens;
  private final float @Nullable [] driftDraw;
  private final double @Nullable [] writtenAt;
  private final boolean @Nullable [] stuck;

  /** Number of levels, 0 for a continuum. */
  private final int levels;

  /** Where pulses end at the latest, whatever the device's own bounds. */
  private final double floor;

  private final double ceiling;
  private int writes;

  /** Draws that every write makes anew, and within one write every pulse. */
  private NoiseStream seenDraws;

  private NoiseStream relaxationDraws;
  private double earliestWrite;

  /**
   * Samples a population; every device starts in the middle of its own range (stuck ones where they
   * are stuck) at time 0.
   *
   * @param model the technology
   * @param placement shape and position in the layer
   * @param stream the population's own stream
   */
  public DeviceArray(DeviceModel model, Placement placement, NoiseStream stream) {
    this(model, placement, stream, Workers.single());
  }

  /**
   * Samples a population, sharing bulk operations among threads.
   *
   * @param workers threads for sampling and for {@link #program}; any number gives the same bits
   */
  public DeviceArray(DeviceModel model, Placement placement, NoiseStream stream, Workers workers) {
    this.workers = workers;
    this.model = model;
    this.placement = placement;
    this.range = model.conductance();
    this.levels = range.levels().orElse(0);
    this.floor = levels == 0 ? Double.NEGATIVE_INFINITY : 0;
    this.ceiling = levels == 0 ? Double.POSITIVE_INFINITY : 1;
    this.response = model.response().orElse(null);
    this.drift = model.drift().orElse(null);
    this.readNoise = model.readNoise().orElse(null);
    this.telegraph = model.telegraph().orElse(null);
    this.endurance = model.faults().flatMap(Faults::endurance).orElse(null);
    this.acceleration = model.temperature().map(Temperature::acceleration).orElse(1.0);
    this.diffusion =
        model.diffusion().map(d -> d.ofRangePerRootSecond() * Math.sqrt(acceleration)).orElse(0.0);
    this.writeNoise = model.writeNoise().map(n -> n.ofRange()).orElse(0.0);
    NoiseStream own = stream.child("device-to-device");
    this.ownDraws = new OwnDraws(own, placement);
    this.faultDraws = own.child("faults");
    this.trapDraws = own.child("telegraph");
    this.cycleDraws = stream.child("cycle-to-cycle");
    this.upDraws = cycleDraws.child("up");
    this.downDraws = cycleDraws.child("down");
    this.levelDraws = stream.child("levels");
    this.writeDraws = stream.child("programming-error");
    this.resetDraws = stream.child("reset");
    this.writeNoiseRoot = stream.child("write-noise");
    this.relaxationRoot = stream.child("relaxation");
    this.telegraphDraws = stream.child("telegraph");
    this.paths = diffusion == 0 ? null : new WienerPath(stream.child("diffusion"));

    int size = placement.size();
    boolean timed =
        drift != null || diffusion > 0 || model.readNoise().filter(ReadNoise::ages).isPresent();
    state = new float[size];
    pulses = new int[size];
    specimens = new Specimens(model, size, ownDraws, workers);
    driftDraw = drift == null || drift.redrawn() ? null : new float[size];
    writtenAt = timed ? new double[size] : null;
    stuck = model.faults().isPresent() ? new boolean[size] : null;
    forAll(this::begin);
    drawAnew();
  }

  private PulseResponse response() {
    if (response == null) {
      throw new NoSuchElementException(model.name() + " has no pulse response");
    }
    return response;
  }

  private void forAll(IntConsumer work) {
    workers.forBlocks(
        state.length,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            work.accept(i);
          }
        });
  }

  private void begin(int i) {
    if (driftDraw != null) {
      driftDraw[i] = ownDraws.normal(i, OwnDraws.Of.DRIFT);
    }
    state[i] = (float) ((low(i) + high(i)) / 2);
    if (stuck != null) {
      stuck[i] = placeFault(i, model.faults().get());
    }
  }

  /** Draws whether a device is stuck, and puts it there. */
  private boolean placeFault(int i, Faults faults) {
    double kind = faultDraws.uniform(placement.globalIndex(i), 0);
    if (kind < faults.stuckMin()) {
      state[i] = 0;
    } else if (kind < faults.stuckMin() + faults.stuckMax()) {
      state[i] = 1;
    } else if (kind < faults.fraction()) {
      state[i] = (float) faultDraws.uniform(placement.globalIndex(i), 1);
    }
    return kind < faults.fraction();
  }

  @Override
  public void keep(Archive archive) {
    archive.floats("state", state);
    archive.ints("pulses", pulses);
    if (writtenAt != null) {
      archive.doubles("written at", writtenAt);
    }
    if (stuck != null) {
      archive.booleans("stuck", stuck);
    }
    writes = archive.value("writes", writes);
    earliestWrite = archive.value("earliest write", earliestWrite);
    drawAnew();
  }

  /** The technology. */
  public DeviceModel model() {
    return model;
  }

  /** Shape and position. */
  public Placement placement() {
    return placement;
  }

  /** Number of devices. */
  public int size() {
    return state.length;
  }

  /** The device's own lower bound. */
  public double low(int device) {
    return specimens.low(device);
  }

  /** The device's own upper bound. */
  public double high(int device) {
    return specimens.high(device);
  }

  /** What is particular to the device. */
  public Specimen specimen(int device) {
    return specimens.of(device);
  }

  /** Whether no pulse and no write moves the device, or ever will. */
  public boolean isStuck(int device) {
    return stuck != null && stuck[device];
  }

  /** Normalised conductance right after the last write or pulse, without write noise. */
  public float state(int device) {
    return state[device];
  }

  /** Number of pulses the device has received in its life. */
  public int pulseCount(int device) {
    return pulses[device];
  }

  /**
   * The conductance that this device is compared with where a weight is a single device; the middle
   * of the nominal range where the model says nothing.
   */
  public double reference(int device) {
    if (model.reference().isEmpty()) {
      return 0.5;
    }
    Reference reference = model.reference().get();
    double zero = reference.symmetryPoint() ? response().symmetryPoint(specimen(device)) : 0;
    return zero
        + reference.offset()
        + reference.spread() * ownDraws.normal(device, OwnDraws.Of.REFERENCE);
  }

  // --- what is seen --------------------------------------------------------------------------

  /**
   * Normalised conductance seen at emulated time {@code now}, without read noise; may lie outside
   * the device's bounds by drift, write noise and telegraph noise.
   */
  public float conductance(int device, double now) {
    double g = settled(device, now) + writeOffset(device);
    if (telegraph != null && !isStuck(device) && telegraphs(device, telegraph)) {
      long global = placement.globalIndex(device);
      double offset = telegraph.offset(range.ofMaximum(g), now, telegraphDraws, global);
      g += offset * range.maxSiemens() / range.span();
    }
    return (float) g;
  }

  /**
   * Writes {@link #conductance} of all devices of a row into {@code into}.
   *
   * @param buffer for this thread's use alone
   */
  public void conductances(int row, double now, float[] into, RowBuffer buffer) {
    int first = row * placement.cols();
    if (telegraph != null || writtenAt != null || !hasShortIndices(row)) {
      for (int col = 0; col < placement.cols(); col++) {
        into[col] = conductance(first + col, now);
      }
      return;
    }
    System.arraycopy(state, first, into, 0, placement.cols());
    if (writeNoise > 0) {
      addWriteNoise(row, into, buffer);
    }
  }

  private void addWriteNoise(int row, float[] into, RowBuffer buffer) {
    int first = row * placement.cols();
    int firstGlobal = (int) placement.globalIndex(row, 0);
    for (int col = 0; col < placement.cols(); col++) {
      buffer.device[col] = firstGlobal + col;
    }
    System.arraycopy(pulses, first, buffer.pulses, 0, placement.cols());
    seenDraws.normals(buffer.device, buffer.pulses, placement.cols(), buffer.xi, buffer.draws);
    for (int col = 0; col < placement.cols(); col++) {
      if (!isStuck(first + col)) {
        into[col] = (float) (state[first + col] + writeNoise * buffer.xi[col]);
      }
    }
  }

  /** Normalised conductance seen right after the last write or pulse, but for telegraph noise. */
  public float conductanceWhenWritten(int device) {
    return (float) (state[device] + writeOffset(device));
  }

  private double writeOffset(int device) {
    return writeNoise == 0 || isStuck(device)
        ? 0
        : writeNoise * seenDraws.normal(placement.globalIndex(device), pulses[device]);
  }

  /** Whether the device is one of those that show telegraph noise. */
  private boolean telegraphs(int device, TelegraphNoise noise) {
    return noise.share() == 1
        || trapDraws.uniform(placement.globalIndex(device), OwnDraws.Of.TELEGRAPH.ordinal())
            < noise.share();
  }

  /** The state as time has left it. */
  private double settled(int device, double now) {
    double g = state[device];
    if (writtenAt == null || isStuck(device)) {
      return g;
    }
    double seconds = (now - writtenAt[device]) * acceleration;
    if (drift != null && seconds > drift.onsetSeconds()) {
      double xi =
          driftDraw != null
              ? driftDraw[device]
              : relaxationDraws.normal(placement.globalIndex(device), pulses[device]);
      g = range.ofRange(drift.after(range.ofMaximum(g), seconds, xi));
    }
    if (paths != null && seconds > 0) {
      long global = placement.globalIndex(device);
      g += diffusion * (paths.at(global, now) - paths.at(global, writtenAt[device]));
    }
    return g == state[device] ? g : Math.max(g, -range.minSiemens() / range.span());
  }

  /**
   * Whether what is seen at {@code now} may differ from what was seen right after the last write or
   * pulse, if only in its noise.
   */
  public boolean changes(double now) {
    if (telegraph != null) {
      return true;
    }
    if (writtenAt == null) {
      return false;
    }
    double onset = drift == null || paths != null ? 0 : drift.onsetSeconds();
    boolean ages = readNoise != null && readNoise.ages();
    return (now - earliestWrite) * acceleration > onset || ages && now > earliestWrite;
  }

  /**
   * Variance of one read at {@code now}, fraction of the range squared; zero where the model has no
   * read noise.
   *
   * @param present normalised conductance seen at that time
   */
  public double readVariance(int device, double present, double now) {
    if (readNoise == null) {
      return 0;
    }
    double seconds = writtenAt == null ? 0 : now - writtenAt[device];
    double written = range.ofMaximum(state[device]);
    double sigma = readNoise.sigma(written, range.ofMaximum(present), seconds);
    double ofRange = sigma * range.maxSiemens() / range.span();
    return ofRange * ofRange;
  }

  // --- what moves it -------------------------------------------------------------------------

  /**
   * Writes every device towards its target: aimed at the nearest level, clipped to its own bounds,
   * missed by the programming error, ignored by stuck devices.
   *
   * @param target normalised conductances, one a device
   * @param now emulated time in seconds
   */
  public void program(float[] target, double now) {
    if (target.length != state.length) {
      throw new IllegalArgumentException(
          target.length + " targets for " + state.length + " devices");
    }
    for (int i = 0; i < state.length; i++) {
      if (!Float.isFinite(target[i])) {
        throw new BadInputException("programming target of device " + i + " is " + target[i]);
      }
    }
    forAll(
        i -> {
          if (!isStuck(i)) {
            state[i] = (float) written(i, target[i]);
            touched(i, writes + 1, now);
          }
        });
    writes++;
    earliestWrite = now;
    drawAnew();
  }

  private void drawAnew() {
    seenDraws = writeNoiseRoot.child(writes);
    relaxationDraws = relaxationRoot.child(writes);
  }

  private double written(int device, double target) {
    double aim = Math.min(high(device), Math.max(low(device), range.nearestLevel(target)));
    if (model.programmingError().isEmpty()) {
      return aim;
    }
    ProgrammingError error = model.programmingError().get();
    double missed =
        error.drawn(range.ofMaximum(aim), writeDraws, placement.globalIndex(device), writes);
    double reached = aim + missed * range.maxSiemens() / range.span();
    double zero = -range.minSiemens() / range.span();
    return error.reach().halt(reached, zero, low(device), high(device));
  }

  /** Restarts the device's clock and lets a worn-out device fail. */
  private void touched(int device, int writesSoFar, double now) {
    if (writtenAt != null) {
      writtenAt[device] = now;
    }
    if (endurance == null
        || stuck == null
        || pulses[device] + (double) writesSoFar
            <= endurance.life(ownDraws.normal(device, OwnDraws.Of.LIFE))) {
      return;
    }
    stuck[device] = true;
    state[device] =
        switch (endurance.failsAt()) {
          case MINIMUM -> 0;
          case MAXIMUM -> 1;
          case IN_PLACE -> state[device];
        };
  }

  /**
   * Applies a train of equal pulses, one after the other. The train starts from the conductance
   * that drift has left and restarts the drift clock.
   *
   * @param count number of pulses, ≥ 0
   * @param now emulated time in seconds
   * @throws java.util.NoSuchElementException if the response has no branch of that direction
   */
  public void pulse(int device, int count, Polarity polarity, double now) {
    if (count < 0) {
      throw new IllegalArgumentException(count + " pulses");
    }
    if (count == 0) {
      return;
    }
    int first = pulses[device];
    if (isStuck(device)) {
      pulses[device] = first + count;
      return;
    }
    int sign = polarity.sign();
    long global = placement.globalIndex(device);
    Specimen own = specimen(device);
    float g = (float) settled(device, now);
    float lo = lowest(device, g);
    float hi = highest(device, g);
    for (int k = 0; k < count && !isStuck(device); k++) {
      double step = response().drawnStep(polarity, g, own, cycleDraws, global, first + k);
      g = landing(g + sign * step, lo, hi, global, first + k);
      state[device] = g;
      pulses[device] = first + k + 1;
      touched(device, writes, now);
    }
    pulses[device] = first + count;
  }

  /**
   * Gives each of some devices of one row one pulse; the same as one by one, to the bit, but many
   * times faster.
   *
   * @param row of the devices
   * @param cols their columns, each at most once
   * @param from first of those that are pulsed
   * @param to end of those that are pulsed
   * @param now emulated time in seconds
   * @param buffer for this thread's use alone
   * @throws java.util.NoSuchElementException if the response has no branch of that direction
   */
  public void pulse(
      int row, int[] cols, int from, int to, Polarity polarity, double now, RowBuffer buffer) {
    int first = row * placement.cols();
    if (!hasShortIndices(row)) {
      for (int n = from; n < to; n++) {
        pulse(first + cols[n], 1, polarity, now);
      }
      return;
    }
    int[] at = buffer.at;
    int count = choose(first, cols, from, to, at);
    PulsedDevices pulsed = buffer.pulsed;
    gather(row, at, count, polarity, now, pulsed);
    response().drawSteps(pulsed, cycleDraws);
    if (levels == 0) {
      pulsed.move();
      for (int n = 0; n < count; n++) {
        state[at[n]] = (float) pulsed.conductance().get(n);
        pulses[at[n]]++;
      }
    } else {
      moveToLevels(at, count, polarity, pulsed);
    }
    if (writtenAt != null || endurance != null) {
      for (int n = 0; n < count; n++) {
        touched(at[n], writes, now);
      }
    }
  }

  /**
   * Whether {@link #pulse(int, PulseSchedule, RowBuffer)} serves: nothing happens to a device
   * between its pulses and no pulse can be its last. With discrete levels every pulse has a second
   * draw, and they are made one by one as well.
   */
  public boolean takesSchedules() {
    return writtenAt == null
        && endurance == null
        && levels == 0
        && hasShortIndices(placement.rows() - 1);
  }

  /**
   * Gives all devices of a row the pulses of a schedule; the same as one by one in the order of
   * their moments, to the bit, but many times faster the more there are.
   *
   * @param buffer for this thread's use alone
   * @throws IllegalStateException unless {@link #takesSchedules}
   */
  public void pulse(int row, PulseSchedule schedule, RowBuffer buffer) {
    if (!takesSchedules()) {
      throw new IllegalStateException("devices that age, wear out or have levels take no schedule");
    }
    int first = row * placement.cols();
    PulseRounds rounds = buffer.rounds;
    int[] counts = buffer.device;
    schedule.count(counts);
    for (int from = 0; from < placement.cols(); from += rounds.block()) {
      rounds.clear();
      for (int col = from; col < Math.min(placement.cols(), from + rounds.block()); col++) {
        int count = counts[col];
        if (isStuck(first + col)) {
          pulses[first + col] += count;
        } else if (count > 0) {
          rounds.list(col, pulses[first + col], count);
        }
      }
      if (rounds.size() > 0) {
        rounds.arrange(schedule, first);
        pulseInStep(row, rounds, buffer.pulsed);
      }
    }
  }

  private void pulseInStep(int row, PulseRounds rounds, PulsedDevices pulsed) {
    int[] at = rounds.at();
    gatherInStep(row, at, rounds.size(), pulsed);
    boolean withinBounds = pulsed.areWithinBounds();
    for (int round = 0; round < rounds.count(); round++) {
      int size = rounds.size(round);
      pulsed.keepFirst(size);
      if (rounds.beginsFractions(round)) {
        rounds.fractions(round, pulsed.directions());
      }
      pulsed.nextDirections();
      if (specimens.haveScales()) {
        pulsed.blendScales();
      }
      if (specimens.haveShapes()) {
        pulsed.blendShapes();
      }
      response().drawSteps(pulsed, cycleDraws);
      for (int n = 0; round == 0 && n < rounds.lateOnes(); n++) {
        pulsed.step().set(rounds.lateOne(n), 0);
      }
      if (withinBounds) {
        pulsed.moveWithinBounds();
      } else {
        pulsed.move();
      }
      pulsed.nextRound();
    }
    for (int n = 0; n < rounds.size(); n++) {
      state[at[n]] = (float) pulsed.conductance().get(n);
      pulses[at[n]] += rounds.pulses(n);
    }
  }

  private void gatherInStep(int row, int[] at, int count, PulsedDevices pulsed) {
    pulsed.beginInStep(at, count, globalOfFirst(row), pulses);
    pulsed.conductance().take(state, at, count);
    specimens.gather(at, count, pulsed);
  }

  /**
   * Gives all devices of a row their pulses at once, to first order: every pulse of a device makes
   * the step that it would make at the conductance before the first, up and down alike, noise adds
   * up as of independent steps, and bounds are met only at the end. Of n steps s(g) that leaves out
   * some n² s s'/2; {@code AggregatedPulsesTest} measures it.
   *
   * @param up pulses up for each device of the row
   * @param down pulses down for each device
   * @param now emulated time in seconds
   * @param buffer for this thread's use alone
   * @throws java.util.NoSuchElementException if the response has no branch of a direction asked for
   */
  public void pulseTogether(int row, int[] up, int[] down, double now, RowBuffer buffer) {
    int cols = placement.cols();
    int first = row * cols;
    if (!hasShortIndices(row)) {
      throw new IllegalArgumentException(
          "a layer of more than 2^32 devices cannot be pulsed together");
    }
    double[] change = buffer.change;
    Arrays.fill(change, 0, cols, 0);
    addSteps(row, up, Polarity.UP, now, change, buffer);
    addSteps(row, down, Polarity.DOWN, now, change, buffer);
    for (int col = 0; col < cols; col++) {
      int i = first + col;
      int count = up[col] + down[col];
      if (count == 0 || isStuck(i)) {
        pulses[i] += count;
        continue;
      }
      float g = (float) settled(i, now);
      double reached = g + change[col];
      state[i] = landing(reached, lowest(i, g), highest(i, g), placement.globalIndex(i), pulses[i]);
      pulses[i] += count;
      touched(i, writes, now);
    }
  }

  /** Adds the steps of one direction to what is to change, and counts no pulses yet. */
  private void addSteps(
      int row, int[] counts, Polarity polarity, double now, double[] change, RowBuffer buffer) {
    int first = row * placement.cols();
    int[] at = buffer.at;
    int[] cols = buffer.device;
    int pulsed = 0;
    for (int col = 0; col < placement.cols(); col++) {
      if (counts[col] > 0 && !isStuck(first + col)) {
        cols[pulsed] = col;
        at[pulsed++] = first + col;
      }
    }
    if (pulsed == 0) {
      return;
    }
    gather(row, at, pulsed, polarity, now, buffer.pulsed);
    buffer.pulsed.counts().take(counts, cols, pulsed);
    response().drawSums(buffer.pulsed, togetherDraws(polarity));
    for (int n = 0; n < pulsed; n++) {
      change[cols[n]] += polarity.sign() * buffer.pulsed.step().get(n);
    }
  }

  /** Both directions are drawn at the same number of pulses. */
  private NoiseStream togetherDraws(Polarity polarity) {
    return polarity == Polarity.UP ? upDraws : downDraws;
  }

  /** Whether the global indices of a row's devices fit 32 bits, as draws in bulk need them. */
  private boolean hasShortIndices(int row) {
    return placement.globalIndex(row, 0) + placement.cols() <= 1L << Integer.SIZE;
  }

  /** Where the devices are that a pulse moves; of stuck ones it is counted alone. */
  private int choose(int first, int[] cols, int from, int to, int[] at) {
    int count = 0;
    for (int n = from; n < to; n++) {
      int i = first + cols[n];
      if (isStuck(i)) {
        pulses[i]++;
      } else {
        at[count++] = i;
      }
    }
    return count;
  }

  private void gather(
      int row, int[] at, int count, Polarity polarity, double now, PulsedDevices pulsed) {
    pulsed.begin(at, count, polarity, globalOfFirst(row), pulses);
    if (writtenAt == null) {
      pulsed.conductance().take(state, at, count);
    } else {
      for (int n = 0; n < count; n++) {
        pulsed.conductance().set(n, (float) settled(at[n], now));
      }
    }
    specimens.gather(at, count, polarity, pulsed);
  }

  /** Global index that device 0 would have if all rows followed a row without a gap, modulo 2³². */
  private int globalOfFirst(int row) {
    return (int) (placement.globalIndex(row, 0) - (long) row * placement.cols());
  }

  private void moveToLevels(int[] at, int count, Polarity polarity, PulsedDevices pulsed) {
    for (int n = 0; n < count; n++) {
      int i = at[n];
      double g = pulsed.conductance().get(n);
      double reached = g + polarity.sign() * pulsed.step().get(n);
      state[i] = landing(reached, lowest(i, g), highest(i, g), placement.globalIndex(i), pulses[i]);
      pulses[i]++;
    }
  }

  /**
   * How far down pulses can bring a device that is at g. A write or time may have left it beyond
   * its own bound; no pulse brings it back at once.
   */
  private float lowest(int device, double g) {
    return (float) Math.min(Math.max(floor, low(device)), g);
  }

  /** How far up. */
  private float highest(int device, double g) {
    return (float) Math.max(Math.min(ceiling, high(device)), g);
  }

  /** Where a pulse ends: within bounds, and on a level where there are any. */
  private float landing(double g, float lo, float hi, long global, long pulse) {
    if (levels == 0 || g < 0 || g > 1) {
      return (float) PulsedDevices.single(Math.min(hi, Math.max(lo, g)));
    }
    int steps = levels - 1;
    double below = Math.floor(g * steps);
    boolean up = levelDraws.uniform(global, pulse) < g * steps - below;
    return Math.min(hi, Math.max(lo, (float) ((below + (up ? 1 : 0)) / steps)));
  }

  /**
   * Erases a device with one strong pulse.
   *
   * @throws BadInputException if the model does not say what a reset leaves
   */
  public void reset(int device, double now) {
    AbruptReset reset =
        model
            .reset()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "device " + model.name() + " has no reset: it cannot be erased"));
    long global = placement.globalIndex(device);
    int pulse = pulses[device]++;
    if (isStuck(device)) {
      return;
    }
    double g =
        reset.leaves(ownDraws.normal(device, OwnDraws.Of.RESET), resetDraws.normal(global, pulse));
    state[device] = (float) Math.min(high(device), Math.max(low(device), g));
    touched(device, writes, now);
  }

  /**
   * Moves a device by exactly {@code change}, without pulses, clipped to its bounds only if {@code
   * bounded}: the ideal device that pulse trains are compared with.
   */
  public void shift(int device, double change, boolean bounded, double now) {
    if (change == 0 || isStuck(device)) {
      return;
    }
    float before = (float) settled(device, now);
    float g = (float) (before + change);
    float lo = Math.min((float) low(device), before);
    float hi = Math.max((float) high(device), before);
    state[device] = bounded ? Math.min(hi, Math.max(lo, g)) : g;
    if (writtenAt != null) {
      writtenAt[device] = now;
    }
  }
}
