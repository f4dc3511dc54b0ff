package dev.mho.calibration.measurement;

import dev.mho.calibration.measurement.Mapping.Direction;
import dev.mho.device.format.BadInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Decides what each column holds, from the mapping first and from names second, and asks where
 * neither says.
 */
final class Planner {
  private static final int MANY = 30;
  private static final String TRACES_HINT =
      " (if each line is a trace: layout: traces, and samples: { from: 3, quantity: ..., unit: ... })";
  private static final String EACH_COLUMN = "each column";

  private final String file;
  private final Dialect dialect;
  private final Heading heading;
  private final Mapping mapping;
  private final Kind kind;
  private final List<Question> questions = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  Planner(String file, Dialect dialect, Heading heading, Mapping mapping, Kind kind) {
    this.file = file;
    this.dialect = dialect;
    this.heading = heading;
    this.mapping = mapping;
    this.kind = kind;
  }

  /** What is open; the plan holds only if nothing is. */
  List<Question> questions() {
    return List.copyOf(questions);
  }

  /** What was taken from names and conventions, one sentence each. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  /** The plan, as far as it can be told. */
  Plan plan() {
    List<ColumnPlan> columns = mapping.columns().isEmpty() ? recognised() : mapped();
    mapping.samples().ifPresent(samples -> columns.add(samples(samples)));
    columns.sort(Comparator.comparingInt(ColumnPlan::index));
    Plan plan =
        new Plan(
            kind,
            dialect,
            heading,
            List.copyOf(columns),
            mapping,
            valueUnit(columns),
            levelUnit(columns));
    askForValue(plan);
    askForCompanions(plan);
    refuseWhatCannotAct(plan);
    return plan;
  }

  // --- columns -------------------------------------------------------------------------------

  private List<ColumnPlan> recognised() {
    List<ColumnPlan> columns = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    for (int i = 0; i < heading.names().size() && !mapping.samples().isPresent(); i++) {
      ColumnName name = ColumnName.of(heading.names().get(i));
      Optional<Quantity> quantity =
          (name.quantity().isPresent() ? name.quantity() : byUnit(i, name))
              .filter(q -> q != Quantity.IGNORE);
      if (quantity.isEmpty() || !hasPlace(quantity.get())) {
        unused.add(label(i));
        continue;
      }
      Mapping.Column bare = Mapping.Column.of(new ColumnKey(i + 1), quantity.get());
      columns.add(column(i, bare, Optional.of(name)));
    }
    List<ColumnPlan> kept = unambiguous(columns);
    if (!kept.isEmpty() && !unused.isEmpty()) {
      notices.add("not used: " + listed(unused));
    }
    return kept;
  }

  /** What a unit alone says of a column whose name says nothing. */
  private Optional<Quantity> byUnit(int i, ColumnName name) {
    Optional<Quantity> quantity =
        name.unit()
            .or(() -> heading.unit(i).map(Planner::bare))
            .flatMap(MeasuredUnit::parse)
            .flatMap(
                unit ->
                    switch (unit.dimension()) {
                      case CONDUCTANCE -> Optional.of(Quantity.CONDUCTANCE);
                      case RESISTANCE -> Optional.of(Quantity.RESISTANCE);
                      case CURRENT -> Optional.of(Quantity.CURRENT);
                      case VOLTAGE ->
                          kind == Kind.IV ? Optional.of(Quantity.VOLTAGE) : Optional.empty();
                      case TIME -> Optional.of(Quantity.TIME);
                      default -> Optional.<Quantity>empty();
                    })
            .filter(this::hasPlace);
    quantity.ifPresent(
        q -> notices.add(label(i) + " is taken as " + q.spelling() + " by its unit"));
    return quantity;
  }

  /** Columns whose measured quantities are one; more than one is asked about. */
  private List<ColumnPlan> unambiguous(List<ColumnPlan> columns) {
    Set<Quantity> values =
        columns.stream()
            .map(ColumnPlan::quantity)
            .filter(Quantity::isValue)
            .collect(Collectors.toSet());
    if (values.size() > 1) {
      String found =
          columns.stream()
              .filter(column -> column.quantity().isValue())
              .map(column -> column.name() + " (" + column.quantity().spelling() + ")")
              .collect(Collectors.joining(", "));
      questions.add(
          new Question("columns", "several columns could be what was measured: " + found, "one"));
    }
    return columns;
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

  private List<ColumnPlan> mapped() {
    TreeMap<Integer, ColumnPlan> columns = new TreeMap<>();
    for (int c = 0; c < mapping.columns().size(); c++) {
      Mapping.Column entry = mapping.columns().get(c);
      String key = "columns[" + c + "]";
      for (int i : places(key, entry.column())) {
        Optional<ColumnName> name = heading.name(i).map(ColumnName::of);
        if (entry.quantity() == Quantity.IGNORE) {
          continue;
        }
        if (!hasPlace(entry.quantity())) {
          throw BadInputException.at(
              file + ": mapping: " + key + ".quantity",
              entry.quantity().spelling(),
              "what a measurement of " + kind.spelling() + " holds");
        }
        if (columns.put(i, column(i, entry, name)) != null) {
          throw new BadInputException(file + ": mapping: " + key + ": " + label(i) + " again");
        }
      }
    }
    List<ColumnPlan> used = new ArrayList<>(columns.values());
    List<String> unused =
        mapping.samples().isPresent()
            ? List.of()
            : IntStream.range(0, Math.max(heading.names().size(), heading.width()))
                .filter(i -> !columns.containsKey(i))
                .mapToObj(this::label)
                .toList();
    if (!unused.isEmpty()) {
      notices.add("not used: " + listed(unused));
    }
    return unambiguous(used);
  }

  /** The places of a name, a number, a range {@code 2..9} or a beginning {@code rmp*}. */
  private List<Integer> places(String key, ColumnKey column) {
    if (column.value() instanceof Integer place) {
      return List.of(withinTable(key, place) - 1);
    }
    String text = (String) column.value();
    List<Integer> named =
        IntStream.range(0, heading.names().size())
            .filter(i -> heading.names().get(i).equals(text))
            .boxed()
            .toList();
    if (named.size() > 1) {
      throw BadInputException.at(
          file + ": mapping: " + key + ".column",
          "\"" + text + "\", a name of " + named.size() + " columns",
          "the number of the column");
    }
    if (!named.isEmpty()) {
      return named;
    }
    if (text.matches("\\d{1,6}\\.\\.\\d{1,6}")) {
      int dots = text.indexOf("..");
      int from = withinTable(key, Integer.parseInt(text.substring(0, dots)));
      int to = withinTable(key, Integer.parseInt(text.substring(dots + 2)));
      return IntStream.rangeClosed(from - 1, to - 1).boxed().toList();
    }
    List<Integer> begun =
        text.endsWith("*")
            ? IntStream.range(0, heading.names().size())
                .filter(
                    i -> heading.names().get(i).startsWith(text.substring(0, text.length() - 1)))
                .boxed()
                .toList()
            : List.of();
    if (begun.isEmpty()) {
      throw heading.names().isEmpty()
          ? BadInputException.at(
              file + ": mapping: " + key + ".column",
              "\"" + text + "\", and the file names no columns",
              "a number from 1 to " + heading.width())
          : BadInputException.unknown(
              file + ": mapping: " + key + ".column", "column", text, heading.names());
    }
    return begun;
  }

  private int withinTable(String key, int place) {
    int most = Math.max(heading.names().size(), heading.width());
    if (place < 1 || place > most) {
      throw BadInputException.at(
          file + ": mapping: " + key + ".column", "column " + place, "1 to " + most);
    }
    return place;
  }

  private ColumnPlan column(int i, Mapping.Column entry, Optional<ColumnName> name) {
    Quantity quantity = entry.quantity();
    boolean value = quantity.isValue();
    OptionalInt unitColumn =
        entry.unitColumn().isPresent()
            ? OptionalInt.of(places("unit-column", entry.unitColumn().get()).get(0))
            : OptionalInt.empty();
    Optional<Direction> direction =
        entry
            .polarity()
            .or(mapping::polarity)
            .or(() -> value ? name.flatMap(ColumnName::direction) : Optional.empty());
    Optional<Amount> target =
        entry.target().or(() -> value ? name.flatMap(ColumnName::target) : Optional.empty());
    Optional<String> dates =
        entry.unit().filter(u -> quantity == Quantity.TIME && TimeStamps.isMeantBy(u));
    dates.ifPresent(TimeStamps::of);
    return new ColumnPlan(
        i,
        label(i),
        quantity,
        dates.isPresent()
            ? MeasuredUnit.si(Dimension.TIME)
            : unit(i, entry, name, unitColumn.isPresent()),
        dates,
        unitColumn,
        entry.unit().isPresent(),
        entry
            .device()
            .map(d -> d.equals(EACH_COLUMN) ? heading.name(i).orElse("column " + (i + 1)) : d),
        entry.cycle(),
        kind == Kind.PULSE_RESPONSE ? direction.map(Direction::polarity) : Optional.empty(),
        si(target, "target", Dimension.CONDUCTANCE),
        si(entry.time(), "time", Dimension.TIME),
        si(entry.readVoltage().or(mapping::readVoltage), "read-voltage", Dimension.VOLTAGE),
        compliance(entry),
        si(entry.temperature().or(mapping::temperature), "temperature", Dimension.TEMPERATURE));
  }

  private ColumnPlan samples(Mapping.Samples samples) {
    if (!samples.quantity().isValue() || !hasPlace(samples.quantity())) {
      throw BadInputException.at(
          file + ": mapping: samples.quantity",
          samples.quantity().spelling(),
          "conductance, resistance or current");
    }
    withinTable("samples.from", samples.from());
    Mapping.Column entry =
        new Mapping.Column(
            new ColumnKey(samples.from()),
            samples.quantity(),
            samples.unit(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            mapping.polarity(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return column(samples.from() - 1, entry, Optional.empty());
  }

  private OptionalDouble compliance(Mapping.Column entry) {
    return si(
        entry.compliance().or(mapping::compliance).filter(amount -> !amount.text().equals("none")),
        "compliance",
        Dimension.CURRENT);
  }

  private OptionalDouble si(Optional<Amount> amount, String key, Dimension dimension) {
    return amount.isPresent()
        ? OptionalDouble.of(amount.get().si(file + ": mapping: " + key, dimension))
        : OptionalDouble.empty();
  }

  /** The unit of a column: of the mapping, its name, a line of units, or the instrument. */
  private MeasuredUnit unit(
      int i, Mapping.Column entry, Optional<ColumnName> name, boolean perRow) {
    Quantity quantity = entry.quantity();
    if (quantity.dimension() == Dimension.NONE) {
      entry
          .unit()
          .ifPresent(
              unit -> {
                throw BadInputException.at(
                    file + ": mapping: unit of " + label(i), "\"" + unit + "\"", "no unit");
              });
      return MeasuredUnit.si(Dimension.NONE);
    }
    Optional<String> text =
        entry
            .unit()
            .or(() -> name.flatMap(ColumnName::unit))
            .or(() -> heading.unit(i).map(Planner::bare))
            .or(() -> heading.instrument().unit(quantity));
    if (text.isEmpty()) {
      return perRow || ownUnit(i, quantity, name)
          ? MeasuredUnit.si(quantity.dimension())
          : asked(i, quantity);
    }
    Optional<MeasuredUnit> unit = MeasuredUnit.parse(text.get());
    boolean agrees = unit.filter(u -> measures(u, quantity)).isPresent();
    if (!agrees && entry.unit().isPresent()) {
      throw BadInputException.at(
          file + ": mapping: unit of " + label(i), "\"" + text.get() + "\"", units(quantity));
    }
    if (!agrees) {
      questions.add(
          new Question(
              "quantity and unit of " + label(i),
              label(i) + " is named as " + quantity.spelling() + " and measured in " + text.get(),
              "what it holds"));
    }
    return unit.orElse(MeasuredUnit.si(quantity.dimension()));
  }

  private boolean ownUnit(int i, Quantity quantity, Optional<ColumnName> name) {
    if (quantity == Quantity.INL || quantity == Quantity.DNL) {
      return true;
    }
    boolean own = name.filter(ColumnName::isOwnUnit).isPresent();
    if (own) {
      notices.add(label(i) + " names no unit and is taken in volts");
    }
    return own;
  }

  private MeasuredUnit asked(int i, Quantity quantity) {
    String found = label(i) + " (" + quantity.spelling() + ") has no unit";
    questions.add(new Question("unit of " + label(i), found, units(quantity)));
    return MeasuredUnit.si(quantity.dimension());
  }

  private static boolean measures(MeasuredUnit unit, Quantity quantity) {
    boolean level =
        quantity == Quantity.LEVEL
            && (unit.dimension() == Dimension.CURRENT || unit.dimension() == Dimension.CODES);
    return level || unit.measures(quantity.dimension());
  }

  private static String units(Quantity quantity) {
    return quantity == Quantity.LEVEL
        ? Dimension.VOLTAGE.units() + ", " + Dimension.CURRENT.units() + ", LSB"
        : quantity.dimension().units();
  }

  private static String bare(String unit) {
    boolean bracketed = unit.length() > 2 && "([".indexOf(unit.charAt(0)) >= 0;
    return bracketed ? unit.substring(1, unit.length() - 1) : unit;
  }

  private String label(int i) {
    return "column " + (i + 1) + heading.name(i).map(name -> " \"" + name + "\"").orElse("");
  }

  private static String listed(List<String> labels) {
    int most = 12;
    String some = labels.stream().limit(most).collect(Collectors.joining(", "));
    return labels.size() > most ? some + " and " + (labels.size() - most) + " more" : some;
  }

  private ValueUnit valueUnit(List<ColumnPlan> columns) {
    List<ColumnPlan> values =
        columns.stream()
            .filter(c -> c.quantity().isValue() || c.quantity() == Quantity.TARGET)
            .toList();
    boolean some = values.stream().anyMatch(c -> c.unit().dimension() == Dimension.ARBITRARY);
    boolean all = values.stream().allMatch(c -> c.unit().dimension() == Dimension.ARBITRARY);
    if (some && !all) {
      questions.add(
          new Question(
              "unit of the columns",
              "some columns are in a.u. and others are not",
              "units of one kind"));
    }
    if (!some && mapping.scale().isPresent()) {
      throw new BadInputException(file + ": mapping: scale: cannot act, for no column is in a.u.");
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

  // --- what is missing -----------------------------------------------------------------------

  private void askForValue(Plan plan) {
    if (!plan.values().isEmpty()) {
      return;
    }
    String wanted =
        switch (kind) {
          case PULSE_RESPONSE -> "conductance, resistance, current or step";
          case PROGRAMMING, READ_NOISE, RETENTION -> "conductance, resistance or current";
          case IV -> "current";
          case CONVERTER -> "level, inl or dnl";
        };
    String named =
        heading.names().isEmpty()
            ? "the "
                + heading.width()
                + (heading.width() == 1 ? " column has" : " columns have")
                + " no names"
                + (heading.width() > MANY ? TRACES_HINT : "")
            : "the names say of no column that it holds " + wanted + " (" + names() + ")";
    questions.add(
        new Question("columns", named, "{ column: 1, quantity: " + wanted + ", unit: ... }"));
  }

  private String names() {
    return listed(heading.names().stream().map(name -> "\"" + name + "\"").toList());
  }

  private void askForCompanions(Plan plan) {
    if (plan.values().isEmpty()) {
      return;
    }
    switch (kind) {
      case PULSE_RESPONSE -> askForPolarity(plan);
      case PROGRAMMING -> need(plan, Quantity.TARGET, v -> v.target().isPresent());
      case RETENTION -> need(plan, Quantity.TIME, v -> v.time().isPresent());
      case IV -> need(plan, Quantity.VOLTAGE, v -> false);
      case CONVERTER -> {
        need(plan, Quantity.CODE, v -> false);
        askForConverters(plan);
      }
      case READ_NOISE -> {}
    }
    boolean current = plan.values().get(0).quantity() == Quantity.CURRENT;
    if (current && kind != Kind.IV) {
      need(plan, Quantity.READ_VOLTAGE, v -> v.readVoltage().isPresent());
    }
  }

  private void need(Plan plan, Quantity quantity, java.util.function.Predicate<ColumnPlan> ownsIt) {
    boolean timed = quantity == Quantity.TIME && mapping.interval().isPresent();
    boolean there =
        timed || !plan.of(quantity).isEmpty() || plan.values().stream().allMatch(ownsIt);
    if (!there) {
      String constant =
          switch (quantity) {
            case READ_VOLTAGE -> "a number and its unit, such as 0.1 V";
            case TIME -> "{ column: ..., quantity: time, unit: ... }, or the time of each column";
            case TARGET ->
                "{ column: ..., quantity: target, unit: ... }, or the target of each column";
            default -> "{ column: ..., quantity: " + quantity.spelling() + " }";
          };
      questions.add(
          new Question(
              quantity == Quantity.READ_VOLTAGE ? "read-voltage" : "columns",
              "no column holds " + quantity.spelling().replace('-', ' '),
              constant));
    }
  }

  private void askForPolarity(Plan plan) {
    boolean byColumn =
        mapping.polarity().isPresent()
            || plan.values().stream().allMatch(value -> value.polarity().isPresent());
    if (byColumn || plan.sequential()) {
      return;
    }
    questions.add(
        new Question(
            "polarity",
            "nothing says which way the pulses push",
            "up or down, or that of each column, or list a polarity or voltage column, or ramps"));
  }

  private void askForConverters(Plan plan) {
    boolean apart =
        plan.values().size() == 1
            || plan.values().stream().map(ColumnPlan::device).distinct().count()
                == plan.values().size();
    if (!apart) {
      questions.add(
          new Question(
              "device of the columns",
              plan.values().size() + " columns of " + plan.values().get(0).quantity().spelling(),
              "\"each column\", or ignore some"));
    }
  }

  // --- what cannot act -----------------------------------------------------------------------

  private void refuseWhatCannotAct(Plan plan) {
    if (plan.values().isEmpty()) {
      return;
    }
    boolean current = plan.values().stream().anyMatch(v -> v.quantity() == Quantity.CURRENT);
    refuse(
        "read-voltage",
        mapping.readVoltage().isPresent(),
        current && kind != Kind.IV,
        "no current");
    refuse("compliance", mapping.compliance().isPresent(), current, "no column is a current");
    boolean pulses = kind == Kind.PULSE_RESPONSE;
    refuse("polarity", mapping.polarity().isPresent(), pulses, "there are no pulses");
    refuse("ramps", mapping.ramps().isPresent(), pulses, "there are no pulses");
    refuse("mirrored-at", mapping.mirroredAt().isPresent(), pulses, "there are no pulses");
    refuse(
        "first-pulse",
        mapping.firstPulse().isPresent(),
        pulses && plan.of(Quantity.PULSE).isEmpty(),
        "the file numbers its pulses, or has none");
    refuse(
        "positive-voltage",
        mapping.positiveVoltage().isPresent(),
        plan.signDecides(),
        "no voltage decides the direction");
    refuse(
        "interval",
        mapping.interval().isPresent(),
        plan.of(Quantity.TIME).isEmpty(),
        "the file has times");
    refuse(
        "device",
        mapping.device().isPresent(),
        plan.of(Quantity.DEVICE).isEmpty(),
        "the file names devices");
    if (mapping.ramps().isPresent() && (plan.values().size() > 1 || plan.traces())) {
      throw new BadInputException(file + ": mapping: ramps: cannot act on more than one column");
    }
    if (mapping.ramps().isPresent() && mapping.polarity().isPresent()) {
      throw new BadInputException(file + ": mapping: polarity: cannot act beside ramps");
    }
  }

  private void refuse(String key, boolean set, boolean acts, String reason) {
    if (set && !acts) {
      throw new BadInputException(
          String.format(Locale.ROOT, "%s: mapping: %s: cannot act: %s", file, key, reason));
    }
  }
}
