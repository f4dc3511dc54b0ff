package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.emulator.trace.Operation;
import dev.mho.emulator.trace.UpdateFlag;
import dev.mho.experiments.export.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Replays a trace from its initial conductances and checks every row: hashes, order, number of
 * rows; that each device's conductance goes on where it left off and ends at the final state; that
 * the realised weight change is that of the conductance; that operation, request and flags fit each
 * other, and both devices of a pair are there and were asked for the same; that rows of one update
 * agree on sample, epoch and time, and trains with them; that each device got the pulses in which
 * its two lines fire together, in the direction of their signs, and that no device is missing whose
 * lines do. What was asked of a pair is taken from the trace: it depends on activities and errors,
 * which a trace does not hold. So is which line was clipped, and a train that meets no other.
 */
public final class TraceVerifier {
  /** Two roundings of a conductance in siemens, relative to the range. */
  private static final double TOLERANCE = 1e-12;

  /** A few roundings of a product, relative to it. */
  private static final double ROUNDING = 1e-9;

  /**
   * What was proved.
   *
   * @param rows rows read
   * @param trains trains read
   * @param devices devices followed
   * @param withoutEffect rows whose device did not move
   * @param realised sum of |dw_realised|
   * @param requested sum of |dw_requested|
   * @param stopped why the trace ends early, if it does
   */
  public record Proof(
      long rows,
      long trains,
      int devices,
      long withoutEffect,
      double realised,
      double requested,
      Optional<String> stopped) {}

  private final TraceFolder trace;
  private final TraceSidecar sidecar;
  private final Map<Integer, Double> weightPerSiemens = new HashMap<>();
  private final Map<DeviceKey, Double> conductance = new HashMap<>();
  private final Map<Array, Set<Crossing>> traced = new HashMap<>();
  private final Map<DeviceKey, DeviceBounds> bounds = new HashMap<>();
  private final Set<DeviceKey> stuck = new HashSet<>();

  /** Weight of one requested pulse, by layer. */
  private final Map<Integer, Double> stepOf = new HashMap<>();

  /** A row of pulses whose partner is still to come. */
  private Optional<TraceRow> alone = Optional.empty();

  private long still;
  private double realised;
  private double requested;

  private record Array(int layer, int tile) {}

  private record Crossing(int row, int col) {}

  private TraceVerifier(TraceFolder trace) {
    this.trace = trace;
    this.sidecar = trace.sidecar();
    sidecar.layers().forEach(l -> weightPerSiemens.put(l.layer(), l.weightPerSiemens()));
  }

  /**
   * Verifies the trace in a directory.
   *
   * @throws BadInputException naming file and line of the first thing that is wrong
   */
  public static Proof verify(Path directory) {
    return new TraceVerifier(TraceFolder.open(directory)).prove();
  }

  private Proof prove() {
    requireHashes();
    readInitials();
    readBounds();
    long rows = replay();
    long trains = checkTrains();
    requireFinals();
    return new Proof(
        rows, trains, conductance.size(), still, realised, requested, sidecar.stopped());
  }

  private void readInitials() {
    String place = trace.file(TraceWriter.INITIAL).toString();
    for (DeviceState state : trace.initial()) {
      DeviceKey at = state.device();
      require(
          conductance.put(at, state.siemens()) == null,
          () -> place + ": " + at + " is there twice");
      traced
          .computeIfAbsent(new Array(at.layer(), at.tile()), array -> new HashSet<>())
          .add(new Crossing(at.row(), at.col()));
    }
    require(
        sidecar.selection().devices() == conductance.size(),
        () ->
            place
                + ": "
                + conductance.size()
                + " devices, "
                + sidecar.selection().devices()
                + " in trace.json");
  }

  private void readBounds() {
    String place = trace.file(TraceWriter.DEVICES).toString();
    for (DeviceBounds own : trace.devices()) {
      require(
          own.lowSiemens() <= own.highSiemens(),
          () -> place + ": " + own.device() + " has a lower bound above the upper one");
      require(
          bounds.put(own.device(), own) == null,
          () -> place + ": " + own.device() + " is there twice");
    }
    require(
        bounds.keySet().equals(conductance.keySet()),
        () -> place + ": other devices than in " + TraceWriter.INITIAL);
  }

  private void requireHashes() {
    try {
      for (Map.Entry<String, String> file : sidecar.files().entrySet()) {
        Path path = trace.file(file.getKey());
        if (!Files.exists(path)) {
          throw new BadInputException(path + ": missing, but trace.json lists it");
        }
        if (!Sha256.of(path).equals(file.getValue())) {
          throw new BadInputException(path + ": SHA-256 differs from the one in trace.json");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireFinals() {
    List<DeviceState> finals = trace.finals();
    String place = trace.file(TraceWriter.FINAL).toString();
    Set<DeviceKey> ended = new HashSet<>();
    for (DeviceState end : finals) {
      require(ended.add(end.device()), () -> place + ": " + end.device() + " is there twice");
      Double reached = conductance.get(end.device());
      require(
          reached != null && end.siemens() == reached,
          () ->
              place
                  + ": "
                  + end.device()
                  + " is "
                  + end.siemens()
                  + " S, the events lead to "
                  + reached
                  + " S");
    }
    require(
        finals.size() == conductance.size(),
        () -> place + ": " + finals.size() + " devices, " + conductance.size() + " at the start");
  }

  private long replay() {
    long rows = 0;
    Optional<TraceRow> previous = Optional.empty();
    try (RowStream<TraceRow> events = trace.events()) {
      while (events.hasNext()) {
        TraceRow row = events.next();
        String place = events.place();
        previous.ifPresent(last -> checkSequence(last, row, place));
        checkRow(row, place);
        if (row.isPulsed()) {
          checkPair(row, place);
        }
        conductance.put(row.device(), row.after());
        still += row.before() == row.after() ? 1 : 0;
        realised += Math.abs(row.realised());
        requested += Math.abs(row.requested());
        previous = Optional.of(row);
        rows++;
      }
    }
    String file = trace.file(sidecar.events()).toString();
    alone.ifPresent(last -> missing(last, file));
    if (rows != sidecar.rows()) {
      throw BadInputException.at(
          file, rows + " rows", sidecar.rows() + " rows, as trace.json says");
    }
    return rows;
  }

  private static void checkSequence(TraceRow last, TraceRow row, String place) {
    require(
        TraceRow.ORDER.compare(last, row) < 0,
        () -> place + ": out of order, or the same event twice");
    require(
        last.update() != row.update()
            || last.epoch() == row.epoch() && last.sample() == row.sample(),
        () -> place + ": epoch or sample is not that of the same update in the row before");
    require(
        last.epoch() <= row.epoch(),
        () -> place + ": epoch " + row.epoch() + " after epoch " + last.epoch());
  }

  /** Both devices of a pair are asked for the same, in opposite directions. */
  private void checkPair(TraceRow row, String place) {
    if (alone.isEmpty()) {
      alone = Optional.of(row);
      return;
    }
    TraceRow partner = alone.get();
    if (!row.isOfSamePair(partner)) {
      missing(partner, place);
    }
    require(
        row.operation() != partner.operation()
            && row.requestedPulses() == partner.requestedPulses()
            && row.requested() == partner.requested()
            && row.hasFlag(UpdateFlag.CLIPPED) == partner.hasFlag(UpdateFlag.CLIPPED),
        () -> place + ": the devices of " + row.device().pair() + " were not asked for the same");
    alone = Optional.empty();
  }

  private static void missing(TraceRow partner, String place) {
    throw new BadInputException(
        place + ": before it, one device of " + partner.device().pair() + " is missing");
  }

  private static <K, V> V known(Map<K, V> all, K key, String place, String what) {
    V value = all.get(key);
    if (value == null) {
      throw new BadInputException(place + ": " + key + " has no " + what);
    }
    return value;
  }

  private void checkRow(TraceRow row, String place) {
    double known = known(conductance, row.device(), place, "initial conductance");
    require(
        known == row.before(),
        () ->
            place
                + ": "
                + row.device()
                + " starts from "
                + row.before()
                + " S, but was left at "
                + known
                + " S");
    require(
        row.isFinite() && row.requestedPulses() >= 0 && row.appliedPulses() >= 0,
        () -> place + ": " + "a number is negative or not finite");
    require(row.start() <= row.end(), () -> place + ": " + "the train ends before it begins");
    require(
        row.epoch() >= 1 && row.sample() >= 0,
        () -> place + ": " + "epoch or sample is out of range");
    require(
        row.update() >= 0 && row.place() >= 0 && row.place() < trace.layer(row.layer()).places(),
        () -> place + ": " + "update or place is out of range");
    require(
        UpdateFlag.areLabels(row.flags()),
        () -> place + ": flags: found \"" + row.flags() + "\"; allowed: those of trace.json");
    if (row.isPulsed()) {
      checkPulses(row, place);
    } else {
      require(
          row.appliedPulses() == 0 && row.requested() == 0 && row.flags().isEmpty(),
          () -> place + ": " + row.operation() + " with pulses, a request or flags");
    }
    checkRealised(row, place);
  }

  private void checkPulses(TraceRow row, String place) {
    boolean up = row.requested() * sign(row) > 0;
    require(
        row.requested() != 0 && (row.operation() == Operation.SET) == up,
        () ->
            place
                + ": "
                + row.operation()
                + " does not fit a request of "
                + row.requested()
                + " to "
                + row.role());
    require(
        row.appliedPulses() <= sidecar.longestTrain(),
        () ->
            place + ": " + row.appliedPulses() + " pulses in a train of " + sidecar.longestTrain());
    boolean left = row.hasFlag(UpdateFlag.ONE_DIRECTIONAL);
    require(
        !left || row.operation() == Operation.RESET && sidecar.oneDirectional(),
        () -> place + ": " + "one_directional in a SET, or of a device that pulses move both ways");
    require(
        (left || row.hasFlag(UpdateFlag.BELOW_STEP)) == (row.appliedPulses() == 0),
        () -> place + ": " + "flag below_step and n_applied contradict each other");
    require(
        row.appliedPulses() > 0 || row.before() == row.after(),
        () -> place + ": " + row.device() + " moved without a pulse");
    checkRequest(row, place);
    checkStuck(row, place);
    require(
        moves(row)
            || !row.hasFlag(UpdateFlag.SATURATED_HIGH) && !row.hasFlag(UpdateFlag.SATURATED_LOW),
        () -> place + ": " + row.device() + " is flagged saturated, but nothing could move it");
    if (sidecar.steady()) {
      checkBounds(row, place);
    }
  }

  /** A requested pulse is the same weight in all of a layer. */
  private void checkRequest(TraceRow row, String place) {
    double asked = Math.abs(row.requested());
    double step = stepOf.computeIfAbsent(row.layer(), l -> asked / row.requestedPulses());
    require(
        Math.abs(asked - step * row.requestedPulses()) <= ROUNDING * asked + Double.MIN_NORMAL,
        () ->
            place
                + ": n_requested and dw_requested do not fit each other: a pulse is "
                + step
                + " in the rows before");
  }

  /** A stuck device does not move, and stays stuck. */
  private void checkStuck(TraceRow row, String place) {
    boolean flagged = row.hasFlag(UpdateFlag.STUCK);
    require(
        !flagged || known(bounds, row.device(), place, "bounds").stuck(),
        () -> place + ": " + row.device() + " is flagged stuck, but not in " + TraceWriter.DEVICES);
    require(
        !flagged || row.before() == row.after(),
        () -> place + ": " + row.device() + " is flagged stuck, but moved");
    require(
        flagged || !stuck.contains(row.device()),
        () -> place + ": " + row.device() + " was stuck before, but is not flagged");
    if (flagged) {
      stuck.add(row.device());
    }
  }

  private static boolean moves(TraceRow row) {
    return row.appliedPulses() > 0 && !row.hasFlag(UpdateFlag.STUCK);
  }

  /** Flagged as saturated is what pulses left at a bound. */
  private void checkBounds(TraceRow row, String place) {
    DeviceBounds own = known(bounds, row.device(), place, "bounds");
    boolean high = moves(row) && row.after() >= own.highSiemens();
    boolean low = moves(row) && !high && row.after() <= own.lowSiemens();
    require(
        row.hasFlag(UpdateFlag.SATURATED_HIGH) == high
            && row.hasFlag(UpdateFlag.SATURATED_LOW) == low,
        () ->
            place
                + ": flags \""
                + row.flags()
                + "\" do not fit "
                + row.after()
                + " S within "
                + own.lowSiemens()
                + " to "
                + own.highSiemens()
                + " S");
  }

  private void checkRealised(TraceRow row, String place) {
    double perSiemens = known(weightPerSiemens, row.layer(), place, "weight per siemens");
    double expected = sign(row) * perSiemens * (row.after() - row.before());
    require(
        Math.abs(expected - row.realised()) <= TOLERANCE * perSiemens * sidecar.maxSiemens(),
        () ->
            place
                + ": "
                + "dw_realised is "
                + row.realised()
                + ", the conductances give "
                + expected);
  }

  private static double sign(TraceRow row) {
    return row.role().equals("plus") ? 1 : -1;
  }

  // --- trains ------------------------------------------------------------------------------

  private long checkTrains() {
    long[] trains = new long[1];
    LineRow[] previous = new LineRow[1];
    String file = trace.file(sidecar.trains()).toString();
    trace.forUpdates(
        update -> {
          for (LineRow train : update.trains()) {
            boolean ordered = previous[0] == null || LineRow.ORDER.compare(previous[0], train) < 0;
            require(
                ordered,
                () -> file + ": " + update.at() + ": " + "out of order, or the same train twice");
            require(
                train.fires() != 0 && Math.abs(train.sign()) == 1,
                () ->
                    file
                        + ": "
                        + update.at()
                        + ": "
                        + "a train that never fires, or a sign that is none");
            previous[0] = train;
            trains[0]++;
          }
          checkMoment(update, file);
          if (sidecar.isByTrains()) {
            checkCoincidences(update, file);
          }
        });
    if (trains[0] != sidecar.trainRows()) {
      throw BadInputException.at(
          file, trains[0] + " rows", sidecar.trainRows() + " rows, as trace.json says");
    }
    return trains[0];
  }

  /** Rows and trains of one update of one array are of the same sample and the same time. */
  private void checkMoment(TileUpdate update, String file) {
    for (LineRow train : update.trains()) {
      LineRow first = update.trains().get(0);
      require(
          train.epoch() == first.epoch()
              && train.sample() == first.sample()
              && train.start() == first.start()
              && train.slots() == first.slots()
              && train.slots() <= sidecar.longestTrain()
              && train.place() < trace.layer(train.layer()).places(),
          () -> file + ": " + update.at() + ": trains of other samples, places, times or lengths");
    }
    Optional<TraceRow> known = Optional.empty();
    for (TraceRow row : update.events()) {
      if (row.operation() == Operation.PROGRAM) {
        continue;
      }
      TraceRow first = known.orElse(row);
      require(
          row.start() == first.start() && row.end() == first.end(),
          () -> events(update, row) + ": another time than other rows of the update");
      for (LineRow train : update.trains().stream().limit(1).toList()) {
        checkTime(row, train, events(update, row));
      }
      known = Optional.of(first);
    }
  }

  private void checkTime(TraceRow row, LineRow train, String place) {
    double lasts = train.slots() * sidecar.slotSeconds();
    double rounding = ROUNDING * lasts + 4 * Math.ulp(row.end());
    require(
        row.epoch() == train.epoch()
            && row.sample() == train.sample()
            && row.start() == train.start()
            && Math.abs(row.end() - row.start() - lasts) <= rounding,
        () -> place + ": not the sample or the time of the trains");
  }

  /** Every device got just the pulses that its lines fired together. */
  private void checkCoincidences(TileUpdate update, String file) {
    Map<Integer, LineRow> rows = byLine(update, Side.ROW);
    Map<Integer, LineRow> cols = byLine(update, Side.COLUMN);
    Set<Crossing> told = new HashSet<>();
    for (TraceRow row : update.events()) {
      if (!row.isPulsed()) {
        continue;
      }
      told.add(new Crossing(row.row(), row.col()));
      LineRow word = rows.get(row.row());
      LineRow bit = cols.get(row.col());
      boolean active = word != null && bit != null;
      int together = word != null && bit != null ? Integer.bitCount(word.fires() & bit.fires()) : 0;
      boolean left = row.hasFlag(UpdateFlag.ONE_DIRECTIONAL);
      require(
          row.appliedPulses() == (left ? 0 : together),
          () ->
              events(update, row)
                  + ": "
                  + row.appliedPulses()
                  + " pulses, but its lines fire together "
                  + together
                  + " times");
      boolean raises = word != null && bit != null && word.sign() != bit.sign();
      require(
          !active || raises == (sign(row) > 0 == (row.operation() == Operation.SET)),
          () -> events(update, row) + ": " + row.operation() + " against the signs of its lines");
    }
    Set<Crossing> cells =
        traced.getOrDefault(new Array(update.at().layer(), update.at().tile()), Set.of());
    for (int row : rows.keySet()) {
      for (int col : cols.keySet()) {
        Crossing crossing = new Crossing(row, col);
        require(
            told.contains(crossing) || !cells.contains(crossing),
            () ->
                file
                    + ": "
                    + update.at()
                    + ": "
                    + "lines of row "
                    + row
                    + " and column "
                    + col
                    + " fire, but their device has no event");
      }
    }
  }

  private String events(TileUpdate update, TraceRow row) {
    return trace.file(sidecar.events()) + ": " + update.at() + ", " + row.device();
  }

  private static Map<Integer, LineRow> byLine(TileUpdate update, Side side) {
    Map<Integer, LineRow> lines = new HashMap<>();
    update.trains(side).forEach(train -> lines.put(train.line(), train));
    return lines;
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new BadInputException(otherwise.get());
    }
  }
}
