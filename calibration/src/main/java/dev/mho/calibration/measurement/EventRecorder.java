package dev.mho.calibration.measurement;

import dev.mho.calibration.measurement.Mapping.Scale;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Turns rows of cells into events, as a {@link Plan} says. */
final class EventRecorder {
  private static final String EACH_ROW = "each row";
  private static final int MOST_REFUSED = 1000;
  private static final double HELD = 1 - 1e-3;
  private static final double NAN = Double.NaN;

  private final Plan plan;
  private final Measurement.Builder events;
  private final RowReader row;
  private final PulseDirection directions;
  private final List<ValueColumn> values;
  private final Optional<Scale> scale;
  private final double interval;
  private final double firstPulse;
  private final Map<String, DnlSum> sums = new HashMap<>();
  private final List<Refused> refused = new ArrayList<>();
  private int refusedCount;
  private int rowCount;
  private int block;
  private boolean carriedOn;

  EventRecorder(Plan plan, Measurement.Builder events) {
    this.plan = plan;
    this.events = events;
    row = new RowReader(plan);
    directions = new PulseDirection(plan, row);
    values = ValueColumn.of(plan);
    scale = plan.mapping().scale();
    firstPulse = plan.mapping().firstPulse().orElse(0);
    interval =
        plan.mapping()
            .interval()
            .map(amount -> amount.si("interval", Dimension.TIME))
            .orElse(Double.NaN);
  }

  /** Rows that could not be read; the first thousand. */
  List<Refused> refused() {
    return List.copyOf(refused);
  }

  /** How many rows could not be read. */
  int refusedCount() {
    return refusedCount;
  }

  /** How many rows there were. */
  int rowCount() {
    return rowCount;
  }

  /** The sizes of the values, to hold against their units. */
  Magnitudes magnitudes() {
    return row.magnitudes();
  }

  /** The header stands there again: what follows is another repetition. */
  void startAgain() {
    block++;
  }

  /** Records one row. */
  void record(List<String> cells, int line) {
    rowCount++;
    Optional<String> problem = row.read(cells);
    if (problem.isPresent()) {
      refuse(line, problem.get());
    } else if (plan.traces()) {
      trace(cells, line);
    } else {
      values.forEach(value -> cell(value, line));
    }
  }

  private void refuse(int line, String reason) {
    refusedCount++;
    if (refused.size() < MOST_REFUSED) {
      refused.add(new Refused(line, reason));
    }
  }

  private void trace(List<String> cells, int line) {
    ValueColumn samples = values.get(0);
    samples.forgetTrains();
    int from = samples.plan().index();
    int end = cells.size();
    while (end > from && cells.get(end - 1).isEmpty()) {
      end--;
    }
    for (int i = from; i < end; i++) {
      Optional<String> problem = row.readSample(samples.slot(), cells.get(i));
      if (problem.isPresent()) {
        refuse(line, "cell " + (i + 1) + ": " + problem.get());
        return;
      }
      event(samples, line, i - (double) from);
    }
  }

  /** Records the value of one column; an empty cell among others waits for what follows it. */
  private void cell(ValueColumn value, int line) {
    if (values.size() > 1 && row.text(value.plan()).isEmpty()) {
      value.gap(line);
      return;
    }
    for (int gap : value.takeGaps()) {
      events.device(value.lastDevice()).line(gap).status(Status.MISSING).add();
      value
          .plan()
          .polarity()
          .filter(polarity -> value.pulse().isEmpty())
          .ifPresent(polarity -> trains(value, value.lastDevice()).pulse(polarity.sign(), NAN));
    }
    event(value, line, rowCount - 1.0);
  }

  // --- one event -----------------------------------------------------------------------------

  /** Records what is in the slot of a value; {@code place} is its place in its trace. */
  private void event(ValueColumn value, int line, double place) {
    ColumnPlan column = value.plan();
    String device = device(value);
    value.sawDevice(device);
    events.device(device).line(line).cycle(cycle(value));
    events.volts(number(value.volts())).seconds(number(value.width())).at(time(value, place));
    events.target(target(value)).celsius(orElse(value.celsius(), column.celsius()));
    if (plan.kind() == Kind.PULSE_RESPONSE) {
      pulse(value, device, line);
    }
    Status status = worst(value);
    double number =
        status == Status.OK || status == Status.COMPLIANCE ? row.number(value.slot()) : NAN;
    status =
        switch (column.quantity()) {
          case CONDUCTANCE -> conductance(scaled(number), status);
          case RESISTANCE -> conductance(1 / number, status);
          case CURRENT -> current(value, number, status);
          case STEP -> {
            events.step(scale.map(s -> s.difference(number)).orElse(number));
            yield status;
          }
          default -> {
            level(value, device, number, line);
            yield status;
          }
        };
    events.status(status).add();
  }

  private double scaled(double number) {
    return scale.map(s -> s.siemens(number)).orElse(number);
  }

  private Status conductance(double siemens, Status status) {
    boolean undefined = status == Status.OK && !Double.isFinite(siemens);
    events.siemens(status == Status.OK && !undefined ? siemens : NAN);
    return undefined ? Status.UNDEFINED : status;
  }

  private Status current(ValueColumn value, double amperes, Status status) {
    events.amperes(amperes);
    OptionalDouble limit = value.plan().compliance();
    if (status == Status.OK
        && limit.isPresent()
        && Math.abs(amperes) >= limit.getAsDouble() * HELD) {
      return Status.COMPLIANCE;
    }
    double volts =
        plan.kind() == Kind.IV
            ? number(value.volts())
            : orElse(value.readVoltage(), value.plan().readVoltage());
    return conductance(amperes / volts, status);
  }

  /** The status of the value, or of what it needs beside it. */
  private Status worst(ValueColumn value) {
    Status status = row.status(value.slot());
    for (int slot : value.needed()) {
      if (status == Status.OK && row.status(slot) != Status.OK) {
        status = row.status(slot);
      }
    }
    if (status == Status.OK && value.status().isPresent()) {
      status = Cell.word(row.text(value.status().get())).orElseThrow();
    }
    return status;
  }

  private String device(ValueColumn value) {
    Optional<String> said = value.plan().device().or(() -> plan.mapping().device());
    if (said.isPresent()) {
      return said.get().equals(EACH_ROW) ? "row " + rowCount : said.get();
    }
    List<ColumnPlan> names = value.devices();
    return names.size() == 1
        ? row.text(names.get(0))
        : names.stream().map(row::text).collect(Collectors.joining("/"));
  }

  private int cycle(ValueColumn value) {
    if (value.cycle().isPresent()) {
      double number = row.number(value.cycle().get());
      return Double.isNaN(number) ? 1 : (int) number;
    }
    return value.plan().cycle().orElse(value.cycle(plan.traces() ? 0 : block));
  }

  private double time(ValueColumn value, double place) {
    return value.time().isPresent()
        ? row.number(value.time().get())
        : value.plan().time().orElse(interval * place);
  }

  private double target(ValueColumn value) {
    return value.target().isPresent()
        ? scaled(row.number(value.target().get()))
        : value.plan().target().orElse(NAN);
  }

  private double number(Optional<Integer> slot) {
    return slot.isPresent() ? row.number(slot.get()) : NAN;
  }

  private double orElse(Optional<Integer> slot, OptionalDouble constant) {
    return slot.isPresent() ? row.number(slot.get()) : constant.orElse(NAN);
  }

  // --- pulses --------------------------------------------------------------------------------

  private TrainCounter trains(ValueColumn value, String device) {
    return value.trains(device, () -> new TrainCounter(firstPulse));
  }

  private void pulse(ValueColumn value, String device, int line) {
    int sign = directions.of(value, rowCount - 1, line);
    TrainCounter trains = trains(value, device);
    double number = number(value.pulse());
    if (sign == 0) {
      trains.read(number);
      return;
    }
    events.polarity(sign > 0 ? Polarity.UP : Polarity.DOWN);
    if (value.pulse().isPresent() && Double.isNaN(number)) {
      return;
    }
    events.pulse(trains.pulse(sign, number));
    carriedOn |= trains.carriedOn();
    if (value.cycle().isEmpty() && value.plan().cycle().isEmpty()) {
      events.cycle(value.cycle(trains.trains(sign) - 1));
    }
  }

  // --- converters ----------------------------------------------------------------------------

  /** Sum of the DNL of the codes so far. */
  private static final class DnlSum {
    private double sum;
    private int codes;
  }

  /** A transition, or the nonlinearity of a code as one. */
  private void level(ValueColumn value, String device, double number, int line) {
    double code = number(value.code());
    events.code(code);
    switch (value.plan().quantity()) {
      case LEVEL -> events.level(number);
      case INL -> events.level(code == 0 ? NAN : code + number);
      default -> {
        DnlSum all = sums.computeIfAbsent(device, d -> new DnlSum());
        if (code != all.codes || Double.isNaN(number)) {
          throw new BadInputException(
              "line " + line + ": DNL adds up only over all codes 0, 1, 2, … in order");
        }
        events.level(code == 0 ? NAN : code + all.sum);
        all.sum += number;
        all.codes++;
      }
    }
  }

  // --- what to tell --------------------------------------------------------------------------

  /** What the user should know, once all rows are in. */
  List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (row.sawSuffixes()) {
      notices.add("some cells carry a unit of their own, which was used");
    }
    if (carriedOn) {
      notices.add(
          "the pulse count runs on from train to train; each train is counted from its own start");
    }
    lastRamp().ifPresent(notices::add);
    endings().ifPresent(notices::add);
    return notices;
  }

  private Optional<String> lastRamp() {
    return plan.mapping()
        .ramps()
        .filter(ramps -> ramps.pulses().isPresent())
        .flatMap(
            ramps -> {
              int pulses = ramps.pulses().getAsInt();
              int left = (rowCount - (ramps.startingRead() ? 1 : 0)) % pulses;
              return Optional.of("the last ramp has " + left + " rows of " + pulses)
                  .filter(sentence -> left != 0);
            });
  }

  /** Where columns end before others. */
  private Optional<String> endings() {
    List<ValueColumn> ended = values.stream().filter(v -> v.openGap().isPresent()).toList();
    String many = ended.size() == 1 ? "" : ", first of " + ended.size() + " that end early,";
    return ended.stream()
        .min(Comparator.comparingInt(v -> v.openGap().getAsInt()))
        .map(
            first ->
                first.plan().name()
                    + many
                    + " ends before line "
                    + first.openGap().getAsInt()
                    + ": empty cells after the end are no values");
  }
}
