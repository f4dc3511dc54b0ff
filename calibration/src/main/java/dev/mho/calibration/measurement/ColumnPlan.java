package dev.mho.calibration.measurement;

import dev.mho.device.response.Polarity;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One column of a file as it will be read, all in SI.
 *
 * @param index place from 0
 * @param name in messages: its place and its name
 * @param quantity what it holds
 * @param unit of its numbers
 * @param dates unit of a column of dates
 * @param unitColumn place of the column that says the unit of each number
 * @param unitDeclared whether a mapping gives the unit, rather than the file
 * @param device whose it is
 * @param cycle which repetition it is, if said
 * @param polarity direction of its pulses
 * @param target conductance asked for
 * @param time at which it was read
 * @param readVoltage at which it was read
 * @param compliance current at which the instrument held
 * @param celsius temperature
 */
record ColumnPlan(
    int index,
    String name,
    Quantity quantity,
    MeasuredUnit unit,
    Optional<String> dates,
    OptionalInt unitColumn,
    boolean unitDeclared,
    Optional<String> device,
    OptionalInt cycle,
    Optional<Polarity> polarity,
    OptionalDouble target,
    OptionalDouble time,
    OptionalDouble readVoltage,
    OptionalDouble compliance,
    OptionalDouble celsius) {

  /** Whether its numbers are in no unit of their own. */
  boolean isArbitrary() {
    return unit.dimension() == Dimension.ARBITRARY;
  }
}
