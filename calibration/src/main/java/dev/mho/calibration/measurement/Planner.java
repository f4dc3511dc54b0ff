package dev.mho.calibration.measurement;

import dev.mho.calibration.measurement.Mapping.Direction;
import dev.mho.device.format.BadInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Decides what each column holds, from the mapping first and from names and units second, and asks
 * where none of them says.
 */
final class Planner {
  private static final String EACH_COLUMN = "each column";
  private static final int MOST_COLUMNS = 4096;

  private final String file;
  private final Dialect dialect;
  private final Heading heading;
  private final Mapping mapping;
  private final Kind kind;
  private final TableColumns table;
  private final Findings findings = new Findings();
  private final UnitChoice units;

  Planner(String file, Dialect dialect, Heading heading, Mapping mapping, Kind kind) {
    this.file = file;
    this.dialect = dialect;
    this.heading = heading;
    this.mapping = mapping;
    this.kind = kind;
    table = new TableColumns(file, heading);
    units = new UnitChoice(table, findings);
  }

  /** What is open, in which case the plan does not hold, and what was taken for granted. */
  Findings findings() {
    return findings;
  }

  /** The plan, as far as it can be told. */
  Plan plan() {
    List<ColumnPlan> columns = mapping.columns().isEmpty() ? recognised() : mapped();
    mapping.samples().ifPresent(samples -> columns.add(samples(samples)));
    columns.sort(Comparator.comparingInt(ColumnPlan::index));
    refuseTooMany(columns.size());
    Plan plan =
        new Plan(
            kind,
            dialect,
            heading,
            List.copyOf(columns),
            mapping,
            valueUnit(columns),
            levelUnit(columns));
    new PlanCheck(file, plan, findings).check();
    return plan;
  }

  private void refuseTooMany(int columns) {
    if (columns > MOST_COLUMNS) {
      throw BadInputException.at(
          file,
          columns + " columns to use",
          "at most " + MOST_COLUMNS + "; where a line is one trace, a mapping says layout: traces");
    }
  }

  // --- without a mapping ---------------------------------------------------------------------

  private List<ColumnPlan> recognised() {
    List<ColumnPlan> columns = new ArrayList<>();
    int named = mapping.samples().isPresent() ? 0 : heading.names().size();
    for (int i = 0; i < named; i++) {
      ColumnName name = ColumnName.of(heading.names().get(i));
      Optional<Quantity> quantity = name.quantity().isPresent() ? name.quantity() : byUnit(i, name);
      if (quantity.filter(q -> q != Quantity.IGNORE && hasPlace(q)).isPresent()) {
        Mapping.Column bare = Mapping.Column.of(new ColumnKey(i + 1), quantity.get());
        columns.add(column(i, bare, Optional.of(name)));
      }
    }
    if (!columns.isEmpty()) {
      noteUnused(columns);
    }
    return columns;
  }

  /** What a unit alone says of a column whose name says nothing. */
  private Optional<Quantity> byUnit(int i, ColumnName name) {
    Optional<Quantity> quantity =
        units
            .ofFile(i, Optional.of(name))
            .flatMap(MeasuredUnit::parse)
            .flatMap(unit -> quantity(unit.dimension()))
            .filter(this::hasPlace);
    quantity.ifPresent(
        q -> findings.note(table.label(i) + " is taken as " + q.spelling() + " by its unit"));
    return quantity;
  }

  /** What a unit is of, as long as it can be of one thing only. */
  private Optional<Quantity> quantity(Dimension dimension) {
    return switch (dimension) {
      case CONDUCTANCE -> Optional.of(Quantity.CONDUCTANCE);
      case RESISTANCE -> Optional.of(Quantity.RESISTANCE);
      case CURRENT -> Optional.of(Quantity.CURRENT);
      case VOLTAGE -> Optional.of(Quantity.VOLTAGE).filter(voltage -> kind == Kind.IV);
      case TIME -> Optional.of(Quantity.TIME);
      default -> Optional.empty();
    };
  }

  private boolean hasPlace(Quantity quantity) {
    return switch (quantity) {
      case CONDUCTANCE, RESISTANCE -> kind != Kind.IV && kind != Kind.CONVERTER;
      case CURRENT -> kind != Kind.CONVERTER;
      case STEP -> kind == Kind.PULSE_RESPONSE;
      case LEVEL, INL, DNL, CODE -> kind == Kind.CONVERTER;
      case TARGET -> kind == Kind.PROGRAMMING || kind == Kind.READ_NOISE;
      case PULSE, POLARITY, WIDTH -> kind == Kind.PULSE_RESPONSE;
      case VOLTAGE -> kind == Kind.PULSE_RESPONSE || kind == Kind.IV;
      case TIME -> kind != Kind.CONVERTER && kind != Kind.IV && kind != Kind.PROGRAMMING;
      case READ_VOLTAGE -> kind != Kind.IV && kind != Kind.CONVERTER;
      case DEVICE, CYCLE, TEMPERATURE, STATUS, IGNORE -> true;
    };
  }

  // --- with a mapping ------------------------------------------------------------------------

  private List<ColumnPlan> mapped() {
    TreeMap<Integer, ColumnPlan> columns = new TreeMap<>();
    for (int c = 0; c < mapping.columns().size(); c++) {
      Mapping.Column entry = mapping.columns().get(c);
      String key = "columns[" + c + "]";
      for (int i : table.places(key, entry.column())) {
        if (entry.quantity() != Quantity.IGNORE) {
          refuseMisplaced(key, entry);
          ColumnPlan column = column(i, entry, heading.name(i).map(ColumnName::of));
          if (columns.put(i, column) != null) {
            throw new BadInputException(place(key) + ": " + table.label(i) + " again");
          }
        }
      }
    }
    List<ColumnPlan> used = new ArrayList<>(columns.values());
    if (mapping.samples().isEmpty()) {
      noteUnused(used);
    }
    return used;
  }

  private String place(String key) {
    return file + ": mapping: " + key;
  }

  private void refuseMisplaced(String key, Mapping.Column entry) {
    Quantity quantity = entry.quantity();
    if (!hasPlace(quantity)) {
      throw BadInputException.at(
          place(key + ".quantity"),
          quantity.spelling(),
          "what a measurement of " + kind.spelling() + " holds");
    }
    boolean current = quantity == Quantity.CURRENT;
    refuseIdle(key + ".read-voltage", entry.readVoltage().isPresent() && !current, quantity);
    refuseIdle(key + ".compliance", entry.compliance().isPresent() && !current, quantity);
    boolean said =
        entry.device().isPresent()
            || entry.cycle().isPresent()
            || entry.polarity().isPresent()
            || entry.target().isPresent()
            || entry.time().isPresent()
            || entry.temperature().isPresent();
    refuseIdle(key, said && !quantity.isValue(), quantity);
  }

  private void refuseIdle(String key, boolean idle, Quantity quantity) {
    if (idle) {
      throw new BadInputException(
          place(key) + ": what holds for values cannot act on " + quantity.spelling());
    }
  }

  private void noteUnused(List<ColumnPlan> used) {
    Set<Integer> places = new HashSet<>();
    for (ColumnPlan column : used) {
      places.add(column.index());
      column.unitColumn().ifPresent(places::add);
    }
    List<String> unused =
        IntStream.range(0, table.count())
            .filter(i -> !places.contains(i))
            .mapToObj(table::label)
            .toList();
    if (!unused.isEmpty()) {
      findings.note("not used: " + TableColumns.listed(unused));
    }
  }

  private ColumnPlan samples(Mapping.Samples samples) {
    if (!samples.quantity().isValue() || !hasPlace(samples.quantity())) {
      throw BadInputException.at(
          place("samples.quantity"),
          samples.quantity().spelling(),
          "conductance, resistance or current");
    }
    int from = table.within("samples.from", samples.from());
    return column(from - 1, samples.column(), Optional.empty());
  }

  private ColumnPlan column(int i, Mapping.Column entry, Optional<ColumnName> named) {
    Quantity quantity = entry.quantity();
    Optional<ColumnName> speaking = named.filter(name -> quantity.isValue());
    Optional<String> dates =
        entry.unit().filter(u -> quantity == Quantity.TIME && TimeStamps.isMeantBy(u));
    dates.ifPresent(TimeStamps::of);
    Optional<Direction> direction =
        entry
            .polarity()
            .or(mapping::polarity)
            .or(() -> speaking.flatMap(ColumnName::direction))
            .filter(d -> kind == Kind.PULSE_RESPONSE);
    return new ColumnPlan(
        i,
        table.label(i),
        quantity,
        dates.isPresent() ? MeasuredUnit.si(Dimension.TIME) : units.of(i, entry, named),
        dates,
        unitColumn(entry),
        entry.unit().isPresent(),
        device(i, entry),
        entry.cycle(),
        direction.map(Direction::polarity),
        si(
            entry.target().or(() -> speaking.flatMap(ColumnName::target)),
            "target",
            Dimension.CONDUCTANCE),
        si(entry.time(), "time", Dimension.TIME),
        si(entry.readVoltage().or(mapping::readVoltage), "read-voltage", Dimension.VOLTAGE),
        si(compliance(entry), "compliance", Dimension.CURRENT),
        si(entry.temperature().or(mapping::temperature), "temperature", Dimension.TEMPERATURE));
  }

  private OptionalInt unitColumn(Mapping.Column entry) {
    return entry.unitColumn().isPresent()
        ? OptionalInt.of(table.places("unit-column", entry.unitColumn().get()).get(0))
        : OptionalInt.empty();
  }

  private Optional<String> device(int i, Mapping.Column entry) {
    String own = heading.name(i).orElse("column " + (i + 1));
    return entry.device().map(device -> device.equals(EACH_COLUMN) ? own : device);
  }

  private Optional<Amount> compliance(Mapping.Column entry) {
    return entry.compliance().or(mapping::compliance).filter(amount -> !amount.isNone());
  }

  private OptionalDouble si(Optional<Amount> amount, String key, Dimension dimension) {
    return amount.isPresent()
        ? OptionalDouble.of(amount.get().si(place(key), dimension))
        : OptionalDouble.empty();
  }

  // --- in what values come out ---------------------------------------------------------------

  private ValueUnit valueUnit(List<ColumnPlan> columns) {
    List<ColumnPlan> values =
        columns.stream()
            .filter(c -> c.quantity().isValue() || c.quantity() == Quantity.TARGET)
            .toList();
    boolean some = values.stream().anyMatch(ColumnPlan::isArbitrary);
    boolean all =
        values.stream().allMatch(ColumnPlan::isArbitrary)
            && columns.stream().allMatch(column -> column.target().isEmpty());
    if (some && !all) {
      findings.ask(
          "unit of the columns",
          "some values or targets are in a.u. and others are not",
          "units of one kind");
    }
    if (!some && mapping.scale().isPresent()) {
      throw new BadInputException(place("scale: cannot act, for no column is in a.u."));
    }
    return some && mapping.scale().isEmpty() ? ValueUnit.ARBITRARY : ValueUnit.SIEMENS;
  }

  private static Transitions.Unit levelUnit(List<ColumnPlan> columns) {
    return columns.stream()
        .filter(column -> column.quantity().isValue())
        .findFirst()
        .map(
            column ->
                switch (column.unit().dimension()) {
                  case CODES -> Transitions.Unit.LSB;
                  case CURRENT -> Transitions.Unit.AMPERES;
                  default -> Transitions.Unit.VOLTS;
                })
        .orElse(Transitions.Unit.VOLTS);
  }
}
