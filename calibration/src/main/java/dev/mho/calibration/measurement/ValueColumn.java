package dev.mho.calibration.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A column of measured values, the columns that belong to it, and how far it has been read. Columns
 * are known by their slot, their place among the columns that are used.
 */
final class ValueColumn {
  private final Plan plan;
  private final ColumnPlan column;
  private final int slot;
  private final int place;
  private final int alike;
  private final Map<Quantity, Integer> beside = new HashMap<>();
  private final List<Integer> needed = new ArrayList<>();
  private final Map<String, TrainCounter> trains = new HashMap<>();
  private String lastDevice = "";
  private int[] gaps = new int[4];
  private int gapCount;

  private ValueColumn(Plan plan, ColumnPlan column, int place, int alike) {
    this.plan = plan;
    this.column = column;
    this.place = place;
    this.alike = alike;
    slot = plan.columns().indexOf(column);
    for (Quantity quantity : Quantity.values()) {
      plan.beside(column, quantity)
          .ifPresent(other -> beside.put(quantity, plan.columns().indexOf(other)));
    }
    for (Quantity quantity : companions()) {
      Optional.ofNullable(beside.get(quantity)).ifPresent(needed::add);
    }
  }

  /** All columns of values; those of one device and direction are its repetitions. */
  static List<ValueColumn> of(Plan plan) {
    List<ColumnPlan> columns = plan.values();
    List<ValueColumn> values = new ArrayList<>();
    for (ColumnPlan column : columns) {
      List<ColumnPlan> same = columns.stream().filter(other -> alike(column, other)).toList();
      values.add(new ValueColumn(plan, column, same.indexOf(column), same.size()));
    }
    return values;
  }

  private static boolean alike(ColumnPlan one, ColumnPlan other) {
    return one.device().equals(other.device())
        && one.polarity().equals(other.polarity())
        && one.target().equals(other.target())
        && one.time().equals(other.time())
        && one.celsius().equals(other.celsius());
  }

  /** Without which a value means nothing. */
  private List<Quantity> companions() {
    return switch (plan.kind()) {
      case PULSE_RESPONSE ->
          plan.signDecides()
              ? List.of(Quantity.PULSE, Quantity.VOLTAGE, Quantity.READ_VOLTAGE)
              : List.of(Quantity.PULSE, Quantity.READ_VOLTAGE);
      case PROGRAMMING -> List.of(Quantity.TARGET, Quantity.READ_VOLTAGE);
      case READ_NOISE, RETENTION -> List.of(Quantity.TIME, Quantity.READ_VOLTAGE);
      case IV -> List.of(Quantity.VOLTAGE);
      case CONVERTER -> List.of(Quantity.CODE);
    };
  }

  /** The column itself. */
  ColumnPlan plan() {
    return column;
  }

  /** Its slot. */
  int slot() {
    return slot;
  }

  /** Slots of the columns without which a value means nothing. */
  List<Integer> needed() {
    return needed;
  }

  /** Which repetition it is in the given block of rows or train, from 1. */
  int cycle(int block) {
    return block * alike + place + 1;
  }

  /** Slot of the count of pulses. */
  Optional<Integer> pulse() {
    return slot(Quantity.PULSE);
  }

  /** Slot of the voltage. */
  Optional<Integer> volts() {
    return slot(Quantity.VOLTAGE);
  }

  /** Slot of the pulse width. */
  Optional<Integer> width() {
    return slot(Quantity.WIDTH);
  }

  /** Slot of the time. */
  Optional<Integer> time() {
    return slot(Quantity.TIME);
  }

  /** Slot of the target. */
  Optional<Integer> target() {
    return slot(Quantity.TARGET);
  }

  /** Slot of the temperature. */
  Optional<Integer> celsius() {
    return slot(Quantity.TEMPERATURE);
  }

  /** Slot of the repetition. */
  Optional<Integer> cycle() {
    return slot(Quantity.CYCLE);
  }

  /** Slot of the code. */
  Optional<Integer> code() {
    return slot(Quantity.CODE);
  }

  /** Slot of the read voltage. */
  Optional<Integer> readVoltage() {
    return slot(Quantity.READ_VOLTAGE);
  }

  /** The column of directions. */
  Optional<ColumnPlan> polarity() {
    return slot(Quantity.POLARITY).map(plan.columns()::get);
  }

  /** The column of the instrument's words. */
  Optional<ColumnPlan> status() {
    return slot(Quantity.STATUS).map(plan.columns()::get);
  }

  /** The columns that name the device. */
  List<ColumnPlan> devices() {
    return plan.of(Quantity.DEVICE);
  }

  private Optional<Integer> slot(Quantity quantity) {
    return Optional.ofNullable(beside.get(quantity));
  }

  /** The device that was last seen in it. */
  String lastDevice() {
    return lastDevice;
  }

  /** Remembers a device. */
  void sawDevice(String device) {
    lastDevice = device;
  }

  /** The trains of one of its devices. */
  TrainCounter trains(String device, Supplier<TrainCounter> fresh) {
    return trains.computeIfAbsent(device, d -> fresh.get());
  }

  /** Starts all trains anew. */
  void forgetTrains() {
    trains.clear();
  }

  /** An empty cell: a value is missing there if more follow, and the trace has ended if not. */
  void gap(int line) {
    if (gapCount == gaps.length) {
      gaps = Arrays.copyOf(gaps, 2 * gapCount);
    }
    gaps[gapCount++] = line;
  }

  /** The lines of the empty cells before a value, which are missing values now. */
  int[] takeGaps() {
    int[] lines = Arrays.copyOf(gaps, gapCount);
    gapCount = 0;
    return lines;
  }

  /** The line of the first empty cell after the last value. */
  OptionalInt openGap() {
    return gapCount == 0 ? OptionalInt.empty() : OptionalInt.of(gaps[0]);
  }
}
