package dev.mho.calibration.measurement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a file will be read: what is in each column, all decided.
 *
 * @param kind what was measured
 * @param dialect cells and numbers
 * @param heading where the rows start
 * @param columns those that are used
 * @param mapping what the user said
 * @param valueUnit in what conductances come out
 * @param levelUnit in what a converter's levels come out
 */
record Plan(
    Kind kind,
    Dialect dialect,
    Heading heading,
    List<ColumnPlan> columns,
    Mapping mapping,
    ValueUnit valueUnit,
    Transitions.Unit levelUnit) {

  /** The columns of a quantity. */
  List<ColumnPlan> of(Quantity quantity) {
    return columns.stream().filter(column -> column.quantity() == quantity).toList();
  }

  /** The columns of what was measured. */
  List<ColumnPlan> values() {
    return columns.stream().filter(column -> column.quantity().isValue()).toList();
  }

  /** The column of a quantity that goes with a value: the nearest before it, else after it. */
  Optional<ColumnPlan> beside(ColumnPlan value, Quantity quantity) {
    List<ColumnPlan> all = of(quantity);
    return all.stream()
        .filter(column -> column.index() < value.index())
        .max(Comparator.comparingInt(ColumnPlan::index))
        .or(() -> all.stream().min(Comparator.comparingInt(ColumnPlan::index)));
  }

  /** Whether a line is a trace. */
  boolean traces() {
    return mapping.samples().isPresent();
  }

  /** Where the direction of a pulse comes from the row and not from the column. */
  boolean sequential() {
    return mapping.ramps().isPresent() || !of(Quantity.POLARITY).isEmpty() || signDecides();
  }

  /** Whether the sign of the voltage is the direction. */
  boolean signDecides() {
    return kind == Kind.PULSE_RESPONSE
        && mapping.ramps().isEmpty()
        && mapping.polarity().isEmpty()
        && of(Quantity.POLARITY).isEmpty()
        && values().stream().allMatch(value -> value.polarity().isEmpty())
        && !of(Quantity.VOLTAGE).isEmpty();
  }
}
