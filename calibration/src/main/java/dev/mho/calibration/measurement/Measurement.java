package dev.mho.calibration.measurement;

import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What was measured, in columns: one event a row, in file order, in SI units. A quantity that was
 * not measured is NaN. Rows that are not usable stay, with their {@link Status}, and the groupings
 * ({@link #trains}, {@link #readings}, …) leave them out.
 *
 * <p>A row without polarity in a pulse response is a reading between trains; it starts the next
 * train of its device as pulse 0.
 */
public final class Measurement {
  private final Kind kind;
  private final ValueUnit valueUnit;
  private final Transitions.Unit levelUnit;
  private final String sourceName;
  private final String sha256;
  private final List<String> notices;
  private final List<String> devices;
  private final Rows rows;

  private Measurement(Builder builder) {
    kind = builder.kind;
    valueUnit = builder.valueUnit;
    levelUnit = builder.levelUnit;
    sourceName = builder.sourceName;
    sha256 = builder.sha256;
    notices = List.copyOf(builder.notices);
    devices = List.copyOf(builder.devices);
    rows = builder.rows;
    rows.trim();
  }

  /** Starts an empty measurement. */
  public static Builder of(Kind kind) {
    return new Builder(kind);
  }

  /** What was measured. */
  public Kind kind() {
    return kind;
  }

  /** In what {@link #siemens}, {@link #target} and {@link #step} are. */
  public ValueUnit valueUnit() {
    return valueUnit;
  }

  /** File name, without its directory. */
  public String sourceName() {
    return sourceName;
  }

  /** SHA-256 of the file's bytes in hexadecimal; empty where the rows came from no file. */
  public String sha256() {
    return sha256;
  }

  /** What a user should know about the reading, one sentence each, in file order. */
  public List<String> notices() {
    return notices;
  }

  /** Names of the devices in order of appearance. */
  public List<String> devices() {
    return devices;
  }

  /** Number of rows, usable or not. */
  public int size() {
    return rows.size;
  }

  /** Name of the device; empty where the file names none. */
  public String device(int row) {
    return devices.get(rows.device[row]);
  }

  /** Which repetition, from 1. */
  public int cycle(int row) {
    return rows.cycle[row];
  }

  /** Pulses applied before the reading; may be fractional. */
  public double pulse(int row) {
    return rows.pulse.get(row);
  }

  /** Direction of the pulse; none for a reading. */
  public Optional<Polarity> polarity(int row) {
    return switch (rows.polarity[row]) {
      case 1 -> Optional.of(Polarity.UP);
      case -1 -> Optional.of(Polarity.DOWN);
      default -> Optional.empty();
    };
  }

  /** Voltage of the pulse, or of the sweep, in volts. */
  public double volts(int row) {
    return rows.volts.get(row);
  }

  /** Width of the pulse in seconds. */
  public double seconds(int row) {
    return rows.seconds.get(row);
  }

  /** Time of the reading in seconds. */
  public double at(int row) {
    return rows.at.get(row);
  }

  /** Conductance, in siemens unless {@link #valueUnit} says otherwise. */
  public double siemens(int row) {
    return rows.siemens.get(row);
  }

  /** Change of conductance by one pulse, in siemens unless {@link #valueUnit} says otherwise. */
  public double step(int row) {
    return rows.step.get(row);
  }

  /** Conductance asked for, in siemens unless {@link #valueUnit} says otherwise. */
  public double target(int row) {
    return rows.target.get(row);
  }

  /** Current in amperes. */
  public double amperes(int row) {
    return rows.amperes.get(row);
  }

  /** Temperature in degrees Celsius. */
  public double celsius(int row) {
    return rows.celsius.get(row);
  }

  /** Code that a converter enters at {@link #level}. */
  public double code(int row) {
    return rows.code.get(row);
  }

  /** Input at which a converter changes its code, in the unit of its {@link Transitions}. */
  public double level(int row) {
    return rows.level.get(row);
  }

  /** Whether the row is usable, and why not. */
  public Status status(int row) {
    return rows.status[row];
  }

  /** Line of the file, from 1. */
  public int line(int row) {
    return rows.line[row];
  }

  /** How many rows have a status. */
  public int count(Status status) {
    return (int) IntStream.range(0, size()).filter(i -> rows.status[i] == status).count();
  }

  /**
   * The trains of pulses: usable rows by device, cycle and polarity, in order of appearance, each
   * ascending in pulses. A reading just before a train is its pulse 0 unless the train has one.
   */
  public List<PulseTrain> trains() {
    Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
    Map<Integer, Integer> lastRead = new HashMap<>();
    Map<List<Object>, Integer> starts = new HashMap<>();
    for (int i = 0; i < size(); i++) {
      if (Double.isNaN(siemens(i))) {
        continue;
      }
      int device = rows.device[i];
      if (rows.polarity[i] == 0) {
        if (status(i) == Status.OK) {
          lastRead.put(device, i);
        }
        continue;
      }
      List<Object> key = List.of(device, cycle(i), rows.polarity[i]);
      if (!groups.containsKey(key)) {
        groups.put(key, new ArrayList<>());
        if (lastRead.containsKey(device)) {
          starts.put(key, lastRead.get(device));
        }
      }
      lastRead.remove(device);
      if (status(i) == Status.OK) {
        groups.get(key).add(i);
      }
    }
    return groups.entrySet().stream()
        .filter(group -> !group.getValue().isEmpty())
        .map(group -> train(group.getValue(), Optional.ofNullable(starts.get(group.getKey()))))
        .toList();
  }

  private PulseTrain train(List<Integer> members, Optional<Integer> start) {
    int[] sorted = sorted(members, rows.pulse);
    int first = sorted[0];
    boolean prepend = start.isPresent() && pulse(first) > 0;
    int[] all =
        prepend
            ? IntStream.concat(IntStream.of(start.get()), IntStream.of(sorted)).toArray()
            : sorted;
    double[] pulses = IntStream.of(all).mapToDouble(this::pulse).toArray();
    if (prepend) {
      pulses[0] = 0;
    }
    double[] siemens = IntStream.of(all).mapToDouble(this::siemens).toArray();
    return new PulseTrain(
        device(first), cycle(first), polarity(first).orElseThrow(), pulses, siemens);
  }

  /** Repeated readings: usable rows by device, cycle, target and temperature, sorted by time. */
  public List<Readings> readings() {
    return grouped(
        i -> status(i) == Status.OK && !Double.isNaN(siemens(i)),
        i -> List.of(rows.device[i], cycle(i), target(i), celsius(i)),
        (first, members) -> {
          int[] sorted = sorted(members, rows.at);
          return new Readings(
              device(first),
              cycle(first),
              present(target(first)),
              present(celsius(first)),
              IntStream.of(sorted).mapToDouble(this::at).toArray(),
              IntStream.of(sorted).mapToDouble(this::siemens).toArray());
        });
  }

  /** Writes to targets: usable rows by device, in file order. */
  public List<Programmed> programmed() {
    return grouped(
        i -> status(i) == Status.OK && !Double.isNaN(siemens(i)) && !Double.isNaN(target(i)),
        i -> List.of(rows.device[i]),
        (first, members) ->
            new Programmed(
                device(first),
                members.stream().mapToDouble(this::target).toArray(),
                members.stream().mapToDouble(this::siemens).toArray()));
  }

  /** Current-voltage sweeps by device and cycle: all rows with a voltage, in file order. */
  public List<Sweep> sweeps() {
    return grouped(
        i -> !Double.isNaN(volts(i)),
        i -> List.of(rows.device[i], cycle(i)),
        (first, members) ->
            new Sweep(
                device(first),
                cycle(first),
                members.stream().mapToDouble(this::volts).toArray(),
                members.stream().mapToDouble(this::amperes).toArray(),
                members.stream().map(this::status).toList()));
  }

  /** The transitions of each converter: usable rows, ascending in code. */
  public List<Transitions> transitions() {
    return grouped(
        i -> status(i) == Status.OK && !Double.isNaN(level(i)),
        i -> List.of(rows.device[i]),
        (first, members) -> {
          int[] sorted = sorted(members, rows.code);
          return new Transitions(
              device(first),
              levelUnit,
              IntStream.of(sorted).map(i -> (int) code(i)).toArray(),
              IntStream.of(sorted).mapToDouble(this::level).toArray());
        });
  }

  /** Tables of step sizes: usable rows by device and polarity, in file order. */
  public List<StepSizes> stepSizes() {
    return grouped(
        i -> status(i) == Status.OK && !Double.isNaN(step(i)),
        i -> List.of(rows.device[i], rows.polarity[i]),
        (first, members) ->
            new StepSizes(
                device(first),
                polarity(first).orElseThrow(),
                members.stream().mapToDouble(this::step).toArray()));
  }

  private <T> List<T> grouped(
      IntPredicate chosen,
      IntFunction<List<Object>> key,
      BiFunction<Integer, List<Integer>, T> made) {
    Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < size(); i++) {
      if (chosen.test(i)) {
        groups.computeIfAbsent(key.apply(i), k -> new ArrayList<>()).add(i);
      }
    }
    return groups.values().stream().map(g -> made.apply(g.get(0), g)).toList();
  }

  /** Rows ascending in a column; file order where it ties. */
  private static int[] sorted(List<Integer> members, Column by) {
    return members.stream()
        .sorted(Comparator.comparingDouble(by::get))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static OptionalDouble present(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * Builds a measurement row by row: set what was measured, then {@link #add}. What is not set is
   * not measured; device, cycle 1 and status {@link Status#OK} are the defaults of every row.
   */
  public static final class Builder {
    private final Kind kind;
    private ValueUnit valueUnit = ValueUnit.SIEMENS;
    private Transitions.Unit levelUnit = Transitions.Unit.VOLTS;
    private String sourceName = "";
    private String sha256 = "";
    private final List<String> notices = new ArrayList<>();
    private final List<String> devices = new ArrayList<>();
    private final Map<String, Integer> deviceIndex = new HashMap<>();
    private final Rows rows = new Rows();

    private String device = "";
    private int cycle = 1;
    private byte polarity;
    private Status status = Status.OK;
    private int line;
    private double pulse = Double.NaN;
    private double volts = Double.NaN;
    private double seconds = Double.NaN;
    private double at = Double.NaN;
    private double siemens = Double.NaN;
    private double step = Double.NaN;
    private double target = Double.NaN;
    private double amperes = Double.NaN;
    private double celsius = Double.NaN;
    private double code = Double.NaN;
    private double level = Double.NaN;

    private Builder(Kind kind) {
      this.kind = kind;
    }

    /** Where the rows come from: a file name and the SHA-256 of its bytes in hexadecimal. */
    public Builder source(String name, String hash) {
      sourceName = name;
      sha256 = hash;
      return this;
    }

    /** In what conductances are; siemens unless said. */
    public Builder valueUnit(ValueUnit unit) {
      valueUnit = unit;
      return this;
    }

    /** In what a converter's levels are; volts unless said. */
    public Builder levelUnit(Transitions.Unit unit) {
      levelUnit = unit;
      return this;
    }

    /** Adds a sentence that the user should read. */
    public Builder notice(String sentence) {
      notices.add(sentence);
      return this;
    }

    /** See {@link Measurement#device}. */
    public Builder device(String name) {
      device = name;
      return this;
    }

    /** See {@link Measurement#cycle}. */
    public Builder cycle(int number) {
      cycle = number;
      return this;
    }

    /** See {@link Measurement#pulse}. */
    public Builder pulse(double number) {
      pulse = number;
      return this;
    }

    /** See {@link Measurement#polarity}. */
    public Builder polarity(Polarity direction) {
      polarity = (byte) direction.sign();
      return this;
    }

    /** See {@link Measurement#volts}. */
    public Builder volts(double value) {
      volts = value;
      return this;
    }

    /** See {@link Measurement#seconds}. */
    public Builder seconds(double value) {
      seconds = value;
      return this;
    }

    /** See {@link Measurement#at}. */
    public Builder at(double value) {
      at = value;
      return this;
    }

    /** See {@link Measurement#siemens}. */
    public Builder siemens(double value) {
      siemens = value;
      return this;
    }

    /** See {@link Measurement#step}. */
    public Builder step(double value) {
      step = value;
      return this;
    }

    /** See {@link Measurement#target}. */
    public Builder target(double value) {
      target = value;
      return this;
    }

    /** See {@link Measurement#amperes}. */
    public Builder amperes(double value) {
      amperes = value;
      return this;
    }

    /** See {@link Measurement#celsius}. */
    public Builder celsius(double value) {
      celsius = value;
      return this;
    }

    /** See {@link Measurement#code}. */
    public Builder code(double value) {
      code = value;
      return this;
    }

    /** See {@link Measurement#level}. */
    public Builder level(double value) {
      level = value;
      return this;
    }

    /** See {@link Measurement#status}. */
    public Builder status(Status value) {
      status = value;
      return this;
    }

    /** See {@link Measurement#line}. */
    public Builder line(int number) {
      line = number;
      return this;
    }

    /** Number of rows so far. */
    public int size() {
      return rows.size;
    }

    /** The rows so far. */
    Rows rows() {
      return rows;
    }

    /** Ends the row; the next one starts from the defaults. */
    public Builder add() {
      rows.room();
      int i = rows.size++;
      rows.device[i] =
          deviceIndex.computeIfAbsent(
              device,
              name -> {
                devices.add(name);
                return devices.size() - 1;
              });
      rows.cycle[i] = cycle;
      rows.polarity[i] = polarity;
      rows.status[i] = status;
      rows.line[i] = line;
      rows.pulse.add(pulse);
      rows.volts.add(volts);
      rows.seconds.add(seconds);
      rows.at.add(at);
      rows.siemens.add(siemens);
      rows.step.add(step);
      rows.target.add(target);
      rows.amperes.add(amperes);
      rows.celsius.add(celsius);
      rows.code.add(code);
      rows.level.add(level);
      reset();
      return this;
    }

    private void reset() {
      device = "";
      cycle = 1;
      polarity = 0;
      status = Status.OK;
      line = 0;
      pulse = Double.NaN;
      volts = Double.NaN;
      seconds = Double.NaN;
      at = Double.NaN;
      siemens = Double.NaN;
      step = Double.NaN;
      target = Double.NaN;
      amperes = Double.NaN;
      celsius = Double.NaN;
      code = Double.NaN;
      level = Double.NaN;
    }

    /** The measurement; the builder is spent. */
    public Measurement build() {
      return new Measurement(this);
    }
  }
}
