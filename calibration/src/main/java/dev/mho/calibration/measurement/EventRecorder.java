package dev.mho.calibration.measurement;

import dev.mho.calibration.measurement.Mapping.Direction;
import dev.mho.calibration.measurement.Mapping.Ramps;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Turns rows of cells into events, as a {@link Plan} says. */
final class EventRecorder {
  private static final String EACH_ROW = "each row";
  private static final int MOST_REFUSED = 1000;

  private final Plan plan;
  private final Measurement.Builder events;
  private final Cell cell;
  private final List<ValueColumn> values;
  private final double[] numbers;
  private final Status[] statuses;
  private final int widest;
  private final double interval;
  private final Map<List<Object>, TrainCounter> counters = new HashMap<>();
  private final Map<ColumnPlan, TimeStamps> stamps = new HashMap<>();
  private final Map<String, double[]> codeSums = new HashMap<>();
  private final Magnitudes magnitudes = new Magnitudes();
  private final List<Refused> refused = new ArrayList<>();
  private int refusedCount;
  private int rowCount;
  private int block;
  private boolean units;

  EventRecorder(Plan plan, Measurement.Builder events) {
    this.plan = plan;
    this.events = events;
    cell = new Cell(plan.dialect().numeral(), plan.mapping().missing());
    numbers = new double[plan.columns().size()];
    statuses = new Status[plan.columns().size()];
    values = ValueColumn.of(plan);
    interval =
        plan.mapping()
            .interval()
            .map(amount -> amount.si("interval", Dimension.TIME))
            .orElse(Double.NaN);
    widest = widest(plan);
  }

  /** The most cells that a row may fill: a cell beyond the names tells of another delimiter. */
  private static int widest(Plan plan) {
    int names = plan.heading().names().size();
    int used = plan.columns().stream().mapToInt(column -> column.index() + 1).max().orElse(0);
    return names == 0 ? plan.heading().width() : Math.max(names, used);
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

  /** The sizes of the numbers, to hold against their units. */
  Magnitudes magnitudes() {
    return magnitudes;
  }

  /** The header stands there again: what follows is another repetition. */
  void startAgain() {
    block++;
  }

  /** Records one row. */
  void row(List<String> cells, int line) {
    rowCount++;
    Optional<String> problem = read(cells);
    if (problem.isPresent()) {
      refuse(line, problem.get());
      return;
    }
    if (plan.traces()) {
      trace(cells, line);
    } else {
      for (ValueColumn value : values) {
        record(value, cells, line);
      }
    }
  }

  private void refuse(int line, String reason) {
    refusedCount++;
    if (refused.size() < MOST_REFUSED) {
      refused.add(new Refused(line, reason));
    }
  }

  /** Reads the cells of all columns with numbers; says what cannot be read. */
  private Optional<String> read(List<String> cells) {
    if (!plan.traces() && tooWide(cells)) {
      return Optional.of("has " + cells.size() + " cells where the table has " + widest);
    }
    for (int c = 0; c < plan.columns().size(); c++) {
      ColumnPlan column = plan.columns().get(c);
      if (isText(column) || (plan.traces() && column.quantity().isValue())) {
        continue;
      }
      Optional<String> problem = number(c, column, cells);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return words(cells);
  }

  private boolean tooWide(List<String> cells) {
    for (int i = widest; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isText(ColumnPlan column) {
    return switch (column.quantity()) {
      case DEVICE, POLARITY, STATUS -> true;
      default -> false;
    };
  }

  private Optional<String> number(int c, ColumnPlan column, List<String> cells) {
    String text = at(cells, column.index());
    if (column.dates().isPresent()) {
      return date(c, column, text);
    }
    if (!cell.read(text)) {
      return Optional.of(notANumber(column, text));
    }
    Optional<MeasuredUnit> unit = unit(column, cells);
    if (unit.isEmpty()) {
      return Optional.of(
          column.name()
              + ": no unit of "
              + column.quantity().spelling()
              + " stands beside "
              + text);
    }
    statuses[c] = cell.status();
    numbers[c] = unit.get().si(cell.value());
    boolean whole = column.quantity() == Quantity.CODE || column.quantity() == Quantity.CYCLE;
    if (whole && !isWhole(numbers[c])) {
      return Optional.of(column.name() + ": found \"" + text + "\"; allowed: a whole number >= 0");
    }
    if (column.quantity().isValue()) {
      magnitudes.see(column, cell);
    }
    return Optional.empty();
  }

  private Optional<String> date(int c, ColumnPlan column, String text) {
    OptionalDouble seconds =
        stamps
            .computeIfAbsent(column, timed -> TimeStamps.of(timed.dates().orElseThrow()))
            .seconds(text);
    boolean none = seconds.isEmpty() && cell.read(text) && cell.status() == Status.MISSING;
    numbers[c] = seconds.orElse(Double.NaN);
    statuses[c] = none ? Status.MISSING : Status.OK;
    return seconds.isPresent() || none
        ? Optional.empty()
        : Optional.of(column.name() + ": found \"" + text + "\"; allowed: " + column.dates().get());
  }

  private static boolean isWhole(double number) {
    return number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number);
  }

  private static String notANumber(ColumnPlan column, String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return column.name()
        + ": found \""
        + shown
        + "\"; allowed: a number, or add the text to missing";
  }

  /** The unit of a cell: its own, that of the unit column, or the column's. */
  private Optional<MeasuredUnit> unit(ColumnPlan column, List<String> cells) {
    if (!cell.suffix().isEmpty()) {
      units = true;
      return column.unit().suffixed(cell.suffix());
    }
    if (column.unitColumn().isEmpty()) {
      return Optional.of(column.unit());
    }
    return MeasuredUnit.parse(at(cells, column.unitColumn().getAsInt()))
        .filter(unit -> unit.measures(column.quantity().dimension()));
  }

  /** Checks directions and the instrument's words. */
  private Optional<String> words(List<String> cells) {
    for (ColumnPlan column : plan.columns()) {
      String text = at(cells, column.index());
      boolean known =
          switch (column.quantity()) {
            case POLARITY -> direction(text).isPresent();
            case STATUS -> Cell.word(text).isPresent();
            default -> true;
          };
      if (!known) {
        String allowed =
            column.quantity() == Quantity.POLARITY
                ? "up, down or read (and set, reset, ltp, ltd, +, -)"
                : "ok, N, C, T, V, X, compliance, overflow or missing";
        return Optional.of(column.name() + ": found \"" + text + "\"; allowed: " + allowed);
      }
    }
    return Optional.empty();
  }

  /** A direction in words: 1, −1, or 0 for a reading. */
  private static Optional<Integer> direction(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "up", "set", "ltp", "pot", "potentiation", "p", "+", "+1", "1" -> Optional.of(1);
      case "down", "reset", "ltd", "dep", "depression", "d", "-", "-1" -> Optional.of(-1);
      case "read", "r", "" -> Optional.of(0);
      default -> Optional.empty();
    };
  }

  private static String at(List<String> cells, int index) {
    return index < cells.size() ? cells.get(index) : "";
  }

  // --- one trace a line ----------------------------------------------------------------------

  private void trace(List<String> cells, int line) {
    ValueColumn samples = values.get(0);
    int from = samples.plan().index();
    int end = cells.size();
    while (end > from && cells.get(end - 1).isEmpty()) {
      end--;
    }
    for (int i = from; i < end; i++) {
      if (!cell.read(cells.get(i))) {
        refuse(line, "cell " + (i + 1) + ": " + notANumber(samples.plan(), cells.get(i)));
        return;
      }
      Optional<MeasuredUnit> unit = unit(samples.plan(), cells);
      if (unit.isEmpty()) {
        refuse(line, "cell " + (i + 1) + ": another unit than " + samples.plan().unit().text());
        return;
      }
      numbers[samples.slot()] = unit.get().si(cell.value());
      statuses[samples.slot()] = cell.status();
      magnitudes.see(samples.plan(), cell);
      event(samples, cells, line, OptionalDouble.of(i - (double) from));
    }
  }

  // --- one value -----------------------------------------------------------------------------

  private void record(ValueColumn value, List<String> cells, int line) {
    boolean empty = at(cells, value.plan().index()).isEmpty();
    if (empty && values.size() > 1) {
      value.gap(line);
      return;
    }
    for (int gap : value.takeGaps()) {
      events.device(value.lastDevice()).line(gap).status(Status.MISSING).add();
      counter(value, value.lastDevice()).ifPresent(c -> skip(c, value));
    }
    event(value, cells, line, OptionalDouble.empty());
  }

  private static void skip(TrainCounter counter, ValueColumn value) {
    if (value.pulse().isEmpty()) {
      value.plan().polarity().ifPresent(p -> counter.pulse(p.sign(), Double.NaN));
    }
  }

  private Optional<TrainCounter> counter(ValueColumn value, String device) {
    if (plan.kind() != Kind.PULSE_RESPONSE) {
      return Optional.empty();
    }
    List<Object> key = List.of(value.slot(), plan.traces() ? rowCount : 0, device);
    double first = plan.mapping().firstPulse().orElse(0);
    return Optional.of(counters.computeIfAbsent(key, k -> new TrainCounter(first)));
  }

  private void event(ValueColumn value, List<String> cells, int line, OptionalDouble sample) {
    ColumnPlan column = value.plan();
    String device = device(value, cells);
    value.sawDevice(device);
    double number = numbers[value.slot()];
    Status status = worst(value, cells);
    double volts = context(value.volts());
    double time = time(value, sample);
    events.device(device).line(line).volts(volts).seconds(context(value.width())).at(time);
    events.target(value.target().isPresent() ? context(value.target()) : or(column.target()));
    events.celsius(value.celsius().isPresent() ? context(value.celsius()) : or(column.celsius()));
    events.cycle(cycle(value));
    if (plan.kind() == Kind.PULSE_RESPONSE) {
      pulse(value, cells, line, device);
    }
    switch (column.quantity()) {
      case CONDUCTANCE -> events.siemens(scaled(number));
      case STEP -> events.step(stepped(number));
      case RESISTANCE -> {
        events.siemens(number == 0 ? Double.NaN : 1 / number);
        status = status == Status.OK && number == 0 ? Status.UNDEFINED : status;
      }
      case CURRENT -> status = current(value, number, status, volts);
      default -> level(value, device, number, line);
    }
    if (status != Status.OK) {
      events.siemens(Double.NaN);
    }
    events.status(status).add();
  }

  private double scaled(double number) {
    boolean scale = plan.values().get(0).unit().dimension() == Dimension.ARBITRARY;
    return scale ? plan.mapping().scale().map(s -> s.siemens(number)).orElse(number) : number;
  }

  private double stepped(double number) {
    boolean scale = plan.values().get(0).unit().dimension() == Dimension.ARBITRARY;
    return scale ? plan.mapping().scale().map(s -> s.difference(number)).orElse(number) : number;
  }

  /** The status of the value, or of what it needs beside it. */
  private Status worst(ValueColumn value, List<String> cells) {
    Status status = statuses[value.slot()];
    for (int slot : value.needed()) {
      if (status == Status.OK && statuses[slot] != Status.OK) {
        status = statuses[slot];
      }
    }
    if (status == Status.OK && value.status().isPresent()) {
      status = Cell.word(at(cells, value.status().get().index())).orElseThrow();
    }
    return status;
  }

  private Status current(ValueColumn value, double amperes, Status status, double volts) {
    events.amperes(amperes);
    double read =
        plan.kind() == Kind.IV
            ? volts
            : value.readVoltage().isPresent()
                ? context(value.readVoltage())
                : or(value.plan().readVoltage());
    OptionalDouble limit = value.plan().compliance();
    boolean held = limit.isPresent() && Math.abs(amperes) >= limit.getAsDouble() * (1 - 1e-3);
    if (status == Status.OK && held) {
      return Status.COMPLIANCE;
    }
    if (status == Status.OK && read == 0) {
      return Status.UNDEFINED;
    }
    events.siemens(amperes / read);
    return status;
  }

  /** A transition, or the nonlinearity of a code as one. */
  private void level(ValueColumn value, String device, double number, int line) {
    double code = context(value.code());
    switch (value.plan().quantity()) {
      case LEVEL -> events.code(code).level(number);
      case INL -> events.code(code).level(code == 0 ? Double.NaN : code + number);
      default -> {
        double[] sum = codeSums.computeIfAbsent(device, d -> new double[2]);
        if (code != sum[1]) {
          throw new BadInputException(
              "line " + line + ": DNL adds up only over codes 0, 1, 2, … in order");
        }
        events.code(code).level(code == 0 ? Double.NaN : code + sum[0]);
        sum[0] += number;
        sum[1]++;
      }
    }
  }

  private void pulse(ValueColumn value, List<String> cells, int line, String device) {
    int sign = sign(value, cells, line);
    TrainCounter counter = counter(value, device).orElseThrow();
    double number = value.pulse().isPresent() ? context(value.pulse()) : Double.NaN;
    boolean uncounted = value.pulse().isPresent() && Double.isNaN(number);
    if (sign == 0) {
      counter.read(number);
      return;
    }
    events.polarity(sign > 0 ? Polarity.UP : Polarity.DOWN);
    if (uncounted) {
      return;
    }
    events.pulse(counter.pulse(sign, number));
    if (value.cycle().isEmpty() && value.plan().cycle().isEmpty()) {
      events.cycle(value.cycle(counter.trains(sign) - 1));
    }
  }

  /** The direction: 1, −1, or 0 for a reading. */
  private int sign(ValueColumn value, List<String> cells, int line) {
    if (plan.mapping().ramps().isPresent()) {
      return rampSign(plan.mapping().ramps().get(), line);
    }
    if (value.polarity().isPresent()) {
      return direction(at(cells, value.polarity().get().index())).orElseThrow();
    }
    if (plan.signDecides()) {
      boolean flipped = plan.mapping().positiveVoltage().filter(Direction.DOWN::equals).isPresent();
      double sign = Math.signum(context(value.volts()));
      return Double.isNaN(sign) ? 0 : (int) (flipped ? -sign : sign);
    }
    return value.plan().polarity().orElseThrow().sign();
  }

  private int rampSign(Ramps ramps, int line) {
    int row = rowCount - 1 - (ramps.startingRead() ? 1 : 0);
    if (row < 0) {
      return 0;
    }
    int ramp =
        ramps.pulses().isPresent()
            ? row / ramps.pulses().getAsInt()
            : (int) ramps.turnLines().stream().filter(turn -> turn <= line).count();
    int first = ramps.first().polarity().sign();
    return ramp % 2 == 0 ? first : -first;
  }

  private int cycle(ValueColumn value) {
    if (value.cycle().isPresent()) {
      double number = context(value.cycle());
      return Double.isNaN(number) ? 1 : (int) number;
    }
    return value.plan().cycle().orElse(value.cycle(plan.traces() ? 0 : block));
  }

  private double time(ValueColumn value, OptionalDouble sample) {
    if (value.time().isPresent()) {
      return context(value.time());
    }
    if (value.plan().time().isPresent()) {
      return value.plan().time().getAsDouble();
    }
    return interval * sample.orElse(rowCount - 1.0);
  }

  private String device(ValueColumn value, List<String> cells) {
    Optional<String> said = value.plan().device().or(() -> plan.mapping().device());
    if (said.isPresent()) {
      return said.get().equals(EACH_ROW) ? "row " + rowCount : said.get();
    }
    if (value.devices().size() == 1) {
      return at(cells, value.devices().get(0).index());
    }
    return value.devices().stream()
        .map(column -> at(cells, column.index()))
        .collect(Collectors.joining("/"));
  }

  private double context(Optional<Integer> slot) {
    return slot.isPresent() ? numbers[slot.get()] : Double.NaN;
  }

  private static double or(OptionalDouble number) {
    return number.orElse(Double.NaN);
  }

  /** What the reader of the file should know, once all rows are in. */
  List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (units) {
      notices.add("some cells carry a unit of their own, which was used");
    }
    if (counters.values().stream().anyMatch(TrainCounter::carriedOn)) {
      notices.add(
          "the pulse count runs on from train to train; each train is counted from its own start");
    }
    plan.mapping()
        .ramps()
        .filter(ramps -> ramps.pulses().isPresent())
        .ifPresent(
            ramps -> {
              int rows = rowCount - (ramps.startingRead() ? 1 : 0);
              int left = rows % ramps.pulses().getAsInt();
              if (left != 0) {
                notices.add("the last ramp has " + left + " rows of " + ramps.pulses().getAsInt());
              }
            });
    endings().ifPresent(notices::add);
    return notices;
  }

  /** Where columns end before others. */
  private Optional<String> endings() {
    List<ValueColumn> ended = values.stream().filter(v -> v.openGap().isPresent()).toList();
    Optional<ValueColumn> first =
        ended.stream().min(Comparator.comparingInt(v -> v.openGap().getAsInt()));
    String many = ended.size() == 1 ? "" : ", first of " + ended.size() + " that end early,";
    return first.map(
        value ->
            value.plan().name()
                + many
                + " ends before line "
                + value.openGap().getAsInt()
                + ": empty cells after the end are no values");
  }
}
