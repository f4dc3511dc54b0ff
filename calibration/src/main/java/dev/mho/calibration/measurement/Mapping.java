package dev.mho.calibration.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.response.Polarity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a user says about a measured file: {@code *.mapping.yaml}. Everything may be left out; what
 * is left out is found in the file, shown, and refused where it is ambiguous. Once columns are
 * listed, the others are not used.
 *
 * @param kind what was measured
 * @param encoding such as {@code utf-16le}
 * @param delimiter between cells: one character, {@code tab}, {@code blank} for runs of blanks, or
 *     {@code none}
 * @param decimal sign of decimals, {@code "."} or {@code ","}
 * @param thousands what groups digits by three; {@code none} if left out
 * @param comment what comment lines start with, beside {@code #}, {@code %} and {@code !}
 * @param header line of the column names, 0 for none
 * @param firstRow line of the first row of numbers
 * @param layout whether a line is a row of a table or one whole trace
 * @param columns what each column holds
 * @param samples in layout traces: what follows the labels of a line
 * @param missing texts that stand for no value, beside an empty cell, NaN, -- and n/a
 * @param skipLines lines that are no rows
 * @param device name of the one device of the file
 * @param polarity direction of all pulses
 * @param positiveVoltage direction of pulses of positive voltage; up if left out
 * @param firstPulse number of the first row of a train where the file does not number them; 0 if
 *     left out
 * @param mirroredAt number of pulses at which falling trains start that are listed from their end
 * @param readVoltage voltage at which currents were read
 * @param compliance current at which the instrument held; or {@code none}: no plateau is one
 * @param interval time between readings where the file has no time
 * @param temperature of the device
 * @param scale what the arbitrary values 0 and 1 stand for
 * @param ramps how one long column falls into ramps
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Mapping(
    Optional<Kind> kind,
    Optional<String> encoding,
    Optional<String> delimiter,
    Optional<String> decimal,
    Optional<String> thousands,
    Optional<String> comment,
    OptionalInt header,
    OptionalInt firstRow,
    Optional<Layout> layout,
    List<Column> columns,
    Optional<Samples> samples,
    List<String> missing,
    List<Integer> skipLines,
    Optional<String> device,
    Optional<Direction> polarity,
    Optional<Direction> positiveVoltage,
    OptionalDouble firstPulse,
    OptionalDouble mirroredAt,
    Optional<Amount> readVoltage,
    Optional<Amount> compliance,
    Optional<Amount> interval,
    Optional<Amount> temperature,
    Optional<Scale> scale,
    Optional<Ramps> ramps) {

  /** Whether a line is a row of a table or one whole trace. */
  public enum Layout {
    /** A row a line. */
    @JsonProperty("table")
    TABLE,
    /** A trace a line: labels, then samples. */
    @JsonProperty("traces")
    TRACES
  }

  /** {@link Polarity} as files spell it. */
  public enum Direction {
    /** Towards higher conductance. */
    @JsonProperty("up")
    UP,
    /** Towards lower conductance. */
    @JsonProperty("down")
    DOWN;

    /** The same. */
    Polarity polarity() {
      return this == UP ? Polarity.UP : Polarity.DOWN;
    }
  }

  /**
   * One column.
   *
   * @param column its name in the header, or its number from 1
   * @param quantity what it holds
   * @param unit of its numbers
   * @param unitColumn the column that says the unit of each of its numbers
   * @param device whose it is; {@code each row} if every row is a device of its own
   * @param cycle which repetition it is
   * @param polarity direction of its pulses
   * @param target conductance asked for in it
   * @param time at which it was read
   * @param readVoltage at which it was read
   * @param compliance current at which the instrument held
   * @param temperature of the device
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Column(
      ColumnKey column,
      Quantity quantity,
      Optional<String> unit,
      Optional<ColumnKey> unitColumn,
      Optional<String> device,
      OptionalInt cycle,
      Optional<Direction> polarity,
      Optional<Amount> target,
      Optional<Amount> time,
      Optional<Amount> readVoltage,
      Optional<Amount> compliance,
      Optional<Amount> temperature) {

    public Column {
      Check.present("column", column);
      Check.present("quantity", quantity);
      cycle.ifPresent(number -> Check.within("cycle", number, 1, Integer.MAX_VALUE));
      if (unit.isPresent() && unitColumn.isPresent()) {
        throw new BadInputException("unit-column: cannot act beside unit");
      }
    }

    /** A column of which no more is known than what it holds. */
    static Column of(ColumnKey column, Quantity quantity) {
      return new Column(
          column,
          quantity,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * The samples of a trace.
   *
   * @param from field at which they start, from 1
   * @param quantity conductance, resistance or current
   * @param unit of their numbers
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Samples(int from, Quantity quantity, Optional<String> unit) {
    public Samples {
      Check.within("from", from, 1, Integer.MAX_VALUE);
      Check.present("quantity", quantity);
    }

    /** The samples as a column that starts at the first of them. */
    Column column() {
      Column bare = Column.of(new ColumnKey(from), quantity);
      return new Column(
          bare.column(),
          quantity,
          unit,
          bare.unitColumn(),
          bare.device(),
          bare.cycle(),
          bare.polarity(),
          bare.target(),
          bare.time(),
          bare.readVoltage(),
          bare.compliance(),
          bare.temperature());
    }
  }

  /**
   * What arbitrary values stand for: G = zero + value · (one − zero).
   *
   * @param zero conductance of 0
   * @param one conductance of 1
   */
  public record Scale(Amount zero, Amount one) {
    public Scale {
      Check.present("zero", zero);
      Check.present("one", one);
      if (zero.si("zero", Dimension.CONDUCTANCE) == one.si("one", Dimension.CONDUCTANCE)) {
        throw BadInputException.at("one", one.text(), "another conductance than zero");
      }
    }

    /** A value in siemens. */
    double siemens(double value) {
      double low = zero.si("zero", Dimension.CONDUCTANCE);
      return low + value * (one.si("one", Dimension.CONDUCTANCE) - low);
    }

    /** A difference of two values in siemens. */
    double difference(double value) {
      return value
          * (one.si("one", Dimension.CONDUCTANCE) - zero.si("zero", Dimension.CONDUCTANCE));
    }
  }

  /**
   * How one long column falls into ramps that go up and down in turn.
   *
   * @param pulses rows of each ramp; or
   * @param turnLines the first line of each ramp but the first
   * @param first direction of the first ramp
   * @param startingRead whether the first row is a reading before any pulse
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Ramps(
      OptionalInt pulses, List<Integer> turnLines, Direction first, boolean startingRead) {
    public Ramps {
      pulses.ifPresent(count -> Check.within("pulses", count, 1, Integer.MAX_VALUE));
      turnLines = turnLines == null ? List.of() : List.copyOf(turnLines);
      Check.present("first", first);
      if (pulses.isPresent() != turnLines.isEmpty()) {
        throw new BadInputException("needs pulses (rows of each ramp) or turn-lines, not both");
      }
    }
  }

  public Mapping {
    columns = columns == null ? List.of() : List.copyOf(columns);
    missing = missing == null ? List.of() : List.copyOf(missing);
    skipLines = skipLines == null ? List.of() : List.copyOf(skipLines);
    header.ifPresent(line -> Check.within("header", line, 0, Integer.MAX_VALUE));
    firstRow.ifPresent(line -> Check.within("first-row", line, 1, Integer.MAX_VALUE));
    firstPulse.ifPresent(number -> Check.notNegative("first-pulse", number));
    mirroredAt.ifPresent(number -> Check.positive("mirrored-at", number));
    delimiter.ifPresent(Dialect::delimiter);
    decimal.ifPresent(
        sign -> {
          if (!sign.equals(".") && !sign.equals(",")) {
            throw BadInputException.at("decimal", "\"" + sign + "\"", "\".\" or \",\"");
          }
        });
    thousands.ifPresent(Dialect::thousands);
    if (decimal.isPresent() && decimal.equals(thousands)) {
      throw BadInputException.at("thousands", "\"" + decimal.get() + "\"", "another than decimal");
    }
    if (comment.map(String::isBlank).orElse(false)) {
      throw BadInputException.at("comment", "no text", "what comment lines start with");
    }
    if (samples.isPresent() != layout.map(Layout.TRACES::equals).orElse(false)) {
      throw new BadInputException("samples: go with layout: traces, and that needs them");
    }
    readVoltage.ifPresent(amount -> amount.si("read-voltage", Dimension.VOLTAGE));
    interval.ifPresent(amount -> Check.positive("interval", amount.si("interval", Dimension.TIME)));
    temperature.ifPresent(amount -> amount.si("temperature", Dimension.TEMPERATURE));
  }

  /** The mapping without what {@link MappingDraft} writes from the file itself. */
  Mapping withoutForm() {
    return new Mapping(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        thousands,
        comment,
        OptionalInt.empty(),
        OptionalInt.empty(),
        layout,
        columns,
        samples,
        missing,
        skipLines,
        device,
        polarity,
        positiveVoltage,
        firstPulse,
        mirroredAt,
        readVoltage,
        compliance,
        interval,
        temperature,
        scale,
        ramps);
  }

  /** Says nothing: all is found in the file. */
  public static Mapping none() {
    return new Mapping(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
