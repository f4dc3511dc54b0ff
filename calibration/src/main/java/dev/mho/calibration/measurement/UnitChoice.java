package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;
import java.util.Optional;

/**
 * Chooses the unit of a column: that of the mapping, else of its name, else of the line of units,
 * else of the instrument's convention; without any it is asked for.
 */
final class UnitChoice {
  private final TableColumns table;
  private final Findings findings;

  UnitChoice(TableColumns table, Findings findings) {
    this.table = table;
    this.findings = findings;
  }

  /** The unit of a column. */
  MeasuredUnit of(int i, Mapping.Column entry, Optional<ColumnName> name) {
    Quantity quantity = entry.quantity();
    if (quantity.dimension() == Dimension.NONE) {
      entry.unit().ifPresent(unit -> refuse(i, unit, "no unit"));
      return MeasuredUnit.si(Dimension.NONE);
    }
    Optional<String> text =
        entry
            .unit()
            .or(() -> ofFile(i, name))
            .or(() -> table.heading().instrument().unit(quantity));
    if (text.isPresent()) {
      return agreeing(i, entry, text.get());
    }
    if (entry.unitColumn().isEmpty() && !isOwn(i, quantity, name)) {
      String found = table.label(i) + " (" + quantity.spelling() + ") has no unit";
      findings.ask("unit of " + table.label(i), found, units(quantity));
    }
    return MeasuredUnit.si(quantity.dimension());
  }

  /** What the name of a column, or the line of units, says. */
  Optional<String> ofFile(int i, Optional<ColumnName> name) {
    return name.flatMap(ColumnName::unit)
        .or(() -> table.heading().unit(i).map(UnitChoice::withoutBrackets));
  }

  private MeasuredUnit agreeing(int i, Mapping.Column entry, String text) {
    Quantity quantity = entry.quantity();
    Optional<MeasuredUnit> unit = MeasuredUnit.parse(text);
    if (unit.filter(u -> measures(u, quantity)).isPresent()) {
      return unit.get();
    }
    if (entry.unit().isPresent()) {
      refuse(i, text, units(quantity));
    }
    findings.ask(
        "quantity and unit of " + table.label(i),
        table.label(i) + " is named as " + quantity.spelling() + " and measured in " + text,
        "what it holds");
    return MeasuredUnit.si(quantity.dimension());
  }

  private void refuse(int i, String text, String allowed) {
    throw BadInputException.at(
        table.file() + ": mapping: unit of " + table.label(i), "\"" + text + "\"", allowed);
  }

  /** INL and DNL are in LSB; a column of voltages named V names its unit. */
  private boolean isOwn(int i, Quantity quantity, Optional<ColumnName> name) {
    if (quantity == Quantity.INL || quantity == Quantity.DNL) {
      return true;
    }
    boolean own = name.filter(ColumnName::isOwnUnit).isPresent();
    if (own) {
      findings.note(table.label(i) + " names no unit and is taken in volts");
    }
    return own;
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

  private static String withoutBrackets(String unit) {
    boolean bracketed = unit.length() > 2 && "([".indexOf(unit.charAt(0)) >= 0;
    return bracketed ? unit.substring(1, unit.length() - 1) : unit;
  }
}
