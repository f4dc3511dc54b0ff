package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;
import java.util.List;
import java.util.function.Predicate;

/** Asks for what a plan lacks, and refuses what a mapping says that cannot act. */
final class PlanCheck {
  private static final int MANY = 30;
  private static final String TRACES_HINT =
      " (if each line is a trace: layout: traces, and samples: { from: 3, quantity: ..., unit: ... })";

  private final String file;
  private final Plan plan;
  private final Mapping mapping;
  private final Findings findings;

  PlanCheck(String file, Plan plan, Findings findings) {
    this.file = file;
    this.plan = plan;
    this.mapping = plan.mapping();
    this.findings = findings;
  }

  /** Checks it all. */
  void check() {
    if (plan.values().isEmpty()) {
      askForValue();
      return;
    }
    askForOneValue();
    askForCompanions();
    refuseForPulses();
    refuseWhatTheFileSays();
  }

  // --- what is missing -----------------------------------------------------------------------

  private void askForValue() {
    String wanted =
        switch (plan.kind()) {
          case PULSE_RESPONSE -> "conductance, resistance, current or step";
          case PROGRAMMING, READ_NOISE, RETENTION -> "conductance, resistance or current";
          case IV -> "current";
          case CONVERTER -> "level, inl or dnl";
        };
    Heading heading = plan.heading();
    int width = heading.width();
    List<String> names = heading.names().stream().map(name -> "\"" + name + "\"").toList();
    String found =
        names.isEmpty()
            ? (width == 1 ? "the column has no name" : "the " + width + " columns have no names")
                + (width > MANY ? TRACES_HINT : "")
            : "the names say of no column that it holds "
                + wanted
                + " ("
                + TableColumns.listed(names)
                + ")";
    findings.ask("columns", found, "{ column: 1, quantity: " + wanted + ", unit: ... }");
  }

  private void askForOneValue() {
    List<ColumnPlan> values = plan.values();
    if (values.stream().map(ColumnPlan::quantity).distinct().count() > 1) {
      List<String> found =
          values.stream().map(v -> v.name() + " (" + v.quantity().spelling() + ")").toList();
      findings.ask(
          "columns",
          "several columns could be what was measured: " + TableColumns.listed(found),
          "the one that counts");
    }
  }

  private void askForCompanions() {
    switch (plan.kind()) {
      case PULSE_RESPONSE -> askForPolarity();
      case PROGRAMMING -> need(Quantity.TARGET, v -> v.target().isPresent());
      case RETENTION -> need(Quantity.TIME, v -> v.time().isPresent());
      case IV -> need(Quantity.VOLTAGE, v -> false);
      case CONVERTER -> {
        need(Quantity.CODE, v -> false);
        askForConverters();
      }
      case READ_NOISE -> {}
    }
    if (hasCurrent() && plan.kind() != Kind.IV) {
      need(Quantity.READ_VOLTAGE, v -> v.readVoltage().isPresent());
    }
  }

  private boolean hasCurrent() {
    return plan.values().stream().anyMatch(v -> v.quantity() == Quantity.CURRENT);
  }

  private void need(Quantity quantity, Predicate<ColumnPlan> ownsIt) {
    boolean timed = quantity == Quantity.TIME && mapping.interval().isPresent();
    boolean there =
        timed || !plan.of(quantity).isEmpty() || plan.values().stream().allMatch(ownsIt);
    if (there) {
      return;
    }
    String column = "{ column: ..., quantity: " + quantity.spelling();
    String allowed =
        switch (quantity) {
          case READ_VOLTAGE -> "a number and its unit, such as 0.1 V";
          case TIME, TARGET ->
              column + ", unit: ... }, or the " + quantity.spelling() + " of each column";
          default -> column + " }";
        };
    findings.ask(
        quantity == Quantity.READ_VOLTAGE ? "read-voltage" : "columns",
        "no column holds " + quantity.spelling().replace('-', ' '),
        allowed);
  }

  private void askForPolarity() {
    boolean byColumn = plan.values().stream().allMatch(value -> value.polarity().isPresent());
    if (!byColumn && !plan.sequential()) {
      findings.ask(
          "polarity",
          "nothing says which way the pulses push",
          "up or down, or that of each column, or list a polarity or voltage column, or ramps");
    }
  }

  private void askForConverters() {
    int columns = plan.values().size();
    if (plan.values().stream().map(ColumnPlan::device).distinct().count() < columns) {
      findings.ask(
          "device of the columns",
          columns + " columns of " + plan.values().get(0).quantity().spelling(),
          "\"each column\", or ignore some");
    }
  }

  // --- what cannot act -----------------------------------------------------------------------

  private void refuseForPulses() {
    boolean pulses = plan.kind() == Kind.PULSE_RESPONSE;
    boolean ramps = mapping.ramps().isPresent();
    boolean one = plan.values().size() == 1 && !plan.traces();
    refuse("polarity", mapping.polarity().isPresent() && !pulses, "there are no pulses");
    refuse("polarity", mapping.polarity().isPresent() && ramps, "ramps decide it");
    refuse("ramps", ramps && !pulses, "there are no pulses");
    refuse("ramps", ramps && !one, "there is more than one column");
    refuse("mirrored-at", mapping.mirroredAt().isPresent() && !pulses, "there are no pulses");
    refuse(
        "mirrored-at",
        mapping.mirroredAt().isPresent() && plan.sequential(),
        "a log in the order of time is not mirrored");
    refuse(
        "first-pulse",
        mapping.firstPulse().isPresent() && (!pulses || has(Quantity.PULSE)),
        "the file numbers its pulses, or has none");
    refuse(
        "positive-voltage",
        mapping.positiveVoltage().isPresent() && !plan.signDecides(),
        "no voltage decides the direction");
  }

  private void refuseWhatTheFileSays() {
    boolean read = hasCurrent() && plan.kind() != Kind.IV;
    refuse("read-voltage", mapping.readVoltage().isPresent() && !read, "no current is read");
    refuse("compliance", mapping.compliance().isPresent() && !hasCurrent(), "there is no current");
    refuse(
        "polarity",
        mapping.polarity().isPresent() && has(Quantity.POLARITY),
        "a column says the direction");
    refuse(
        "read-voltage",
        mapping.readVoltage().isPresent() && has(Quantity.READ_VOLTAGE),
        "a column says it");
    refuse(
        "temperature",
        mapping.temperature().isPresent() && has(Quantity.TEMPERATURE),
        "a column says it");
    refuse("interval", mapping.interval().isPresent() && has(Quantity.TIME), "the file has times");
    refuse(
        "device", mapping.device().isPresent() && has(Quantity.DEVICE), "the file names devices");
  }

  private boolean has(Quantity quantity) {
    return !plan.of(quantity).isEmpty();
  }

  private void refuse(String key, boolean idle, String reason) {
    if (idle) {
      throw new BadInputException(file + ": mapping: " + key + ": cannot act: " + reason);
    }
  }
}
