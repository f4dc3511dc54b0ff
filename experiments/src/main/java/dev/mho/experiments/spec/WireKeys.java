package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.cell.CurvedRead;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.circuit.CellCurve;
import dev.mho.emulator.circuit.LineFaults;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arrays' lines: their resistance in ohms, what is broken, and how curved the devices are.
 *
 * @param ohmsPerSegment of each segment between neighbouring crossings
 * @param driverOhms between a driver and its line, 0 if left out
 * @param senseOhms between a line and the amplifier that senses it, 0 if left out
 * @param accessOhms in every cell, 0 if left out
 * @param pairs how plus and minus devices share lines, separate arrays if left out
 * @param refresh when the circuit is solved again while pulses move weights, every 100 updates if
 *     left out; only with scheme pulsed and ohmic devices
 * @param broken how often lines and cells are broken; never if left out
 * @param curve how the current of a device bends with its voltage; ohmic if left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record WireKeys(
    Segments ohmsPerSegment,
    Double driverOhms,
    Double senseOhms,
    Double accessOhms,
    Pairs pairs,
    Optional<Refresh> refresh,
    Optional<BrokenKeys> broken,
    Optional<CurveKeys> curve) {
  private static final Refresh USUAL = new Refresh(100);

  /** How plus and minus devices share lines. */
  public enum Pairs {
    /** An array of each; currents are subtracted behind the sense resistance. */
    @JsonProperty("separate")
    SEPARATE(Topology.SEPARATE),
    /** One array; both devices of a pair meet at one column line. */
    @JsonProperty("interleaved")
    INTERLEAVED(Topology.INTERLEAVED);

    private final Topology topology;

    Pairs(Topology topology) {
      this.topology = topology;
    }
  }

  /**
   * Resistance of each segment of the lines.
   *
   * @param row of lines that are driven in forward reads
   * @param column of those that are sensed
   */
  public record Segments(double row, double column) {

    /** As a file spells it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Segments parse(JsonNode node) {
      JsonNode row = node.isObject() ? node.path("row") : node;
      JsonNode column = node.isObject() ? node.path("column") : node;
      if (!row.isNumber() || !column.isNumber() || node.size() % 2 != 0 || node.size() > 2) {
        throw new BadInputException(
            "found " + node + "; allowed: a number, or { row: number, column: number }");
      }
      return new Segments(row.asDouble(), column.asDouble());
    }

    /** As a file spells it. */
    @JsonValue
    public Object spelling() {
      return row == column ? row : new TreeMap<>(Map.of("row", row, "column", column));
    }
  }

  /** After how many updates the circuit is solved again; 0: whenever a device has moved. */
  public record Refresh(int updates) {
    private static final String EXACT = "exact";

    /** As a file spells it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Refresh parse(JsonNode node) {
      if (node.isTextual() && node.asText().equals(EXACT)) {
        return new Refresh(0);
      }
      if (!node.isInt() || node.asInt() < 1) {
        throw BadInputException.at(
            "refresh", node.toString(), "exact, or a whole number of updates >= 1");
      }
      return new Refresh(node.asInt());
    }

    /** As a file spells it. */
    @JsonValue
    public Object spelling() {
      return updates == 0 ? EXACT : updates;
    }
  }

  /**
   * {@link LineFaults}; what is left out is never broken.
   *
   * @param deadRows share of rows (inputs) cut off from their drivers
   * @param deadColumns share of columns (outputs) cut off from their sense amplifiers
   * @param shorts share of devices that are a plain resistance
   * @param shortOhms that resistance, 100 if left out; only with shorts
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record BrokenKeys(
      Double deadRows, Double deadColumns, Double shorts, Optional<Double> shortOhms) {
    private static final double USUAL_OHMS = 100;

    public BrokenKeys {
      deadRows = Check.within("dead-rows", Defaults.or(deadRows, 0.0), 0, 1);
      deadColumns = Check.within("dead-columns", Defaults.or(deadColumns, 0.0), 0, 1);
      shorts = Check.within("shorts", Defaults.or(shorts, 0.0), 0, 1);
      if (shorts == 0 && shortOhms.isPresent()) {
        throw new BadInputException("short-ohms cannot act: shorts is 0 or left out");
      }
      if (deadRows + deadColumns + shorts == 0) {
        throw new BadInputException(
            "broken cannot act: dead-rows, dead-columns and shorts are 0 or left out");
      }
      shortOhms = shorts > 0 ? Optional.of(shortOhms.orElse(USUAL_OHMS)) : shortOhms;
      faults(deadRows, deadColumns, shorts, shortOhms);
    }

    private static LineFaults faults(
        double rows, double columns, double shorts, Optional<Double> ohms) {
      return new LineFaults(rows, columns, shorts, ohms.orElse(USUAL_OHMS));
    }

    LineFaults faults() {
      return faults(deadRows, deadColumns, shorts, shortOhms);
    }
  }

  /**
   * {@link CurvedRead}: exactly one kind of curve.
   *
   * @param sinhPerVolt κ of I = G sinh(κV)/κ, in 1/V
   * @param cubicPerSquareVolt a of I = G (V + a V³), in 1/V²
   * @param fullScaleVolts voltage of an input of 1 after scaling, > 0
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record CurveKeys(
      Optional<Double> sinhPerVolt, Optional<Double> cubicPerSquareVolt, Double fullScaleVolts) {
    public CurveKeys {
      if (sinhPerVolt.isPresent() == cubicPerSquareVolt.isPresent()) {
        throw new BadInputException(
            "one curve is needed; allowed: sinh-per-volt or cubic-per-square-volt");
      }
      Check.present("full-scale-volts", fullScaleVolts);
      Check.positive("full-scale-volts", fullScaleVolts);
      curve(sinhPerVolt, cubicPerSquareVolt);
    }

    private static CellCurve curve(Optional<Double> sinh, Optional<Double> cubic) {
      return sinh.<CellCurve>map(CellCurve.Sinh::new)
          .orElseGet(() -> new CellCurve.Cubic(cubic.get()));
    }

    /** The curve itself. */
    public CellCurve curve() {
      return curve(sinhPerVolt, cubicPerSquareVolt);
    }
  }

  public WireKeys {
    Check.present("ohms-per-segment", ohmsPerSegment);
    driverOhms = Defaults.or(driverOhms, 0.0);
    senseOhms = Defaults.or(senseOhms, 0.0);
    accessOhms = Defaults.or(accessOhms, 0.0);
    check("ohms-per-segment", ohmsPerSegment.row);
    check("ohms-per-segment", ohmsPerSegment.column);
    check("driver-ohms", driverOhms);
    check("sense-ohms", senseOhms);
    check("access-ohms", accessOhms);
    pairs = Defaults.or(pairs, Pairs.SEPARATE);
    if (broken.isEmpty()
        && curve.isEmpty()
        && resistance(ohmsPerSegment, driverOhms, senseOhms, accessOhms).isIdeal()) {
      throw new BadInputException("wires cannot act: every resistance is zero");
    }
    if (curve.isPresent() && refresh.isPresent()) {
      throw new BadInputException(
          "refresh cannot act: the circuit of curved devices is solved for every read");
    }
  }

  private static void check(String key, double ohms) {
    Check.within(key, ohms, 0, WireResistance.MOST_OHMS);
  }

  private static WireResistance resistance(
      Segments segments, double driver, double sense, double access) {
    return new WireResistance(segments.row, segments.column, driver, sense, access);
  }

  /** The resistances. */
  public WireResistance resistance() {
    return resistance(ohmsPerSegment, driverOhms, senseOhms, accessOhms);
  }

  /** Ohmic devices, whole lines, nothing said of updates. */
  public static WireKeys of(
      Segments ohmsPerSegment,
      Double driverOhms,
      Double senseOhms,
      Double accessOhms,
      Pairs pairs) {
    return new WireKeys(
        ohmsPerSegment,
        driverOhms,
        senseOhms,
        accessOhms,
        pairs,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with a time of refresh where there are updates that need one. */
  WireKeys refreshed(boolean pulsed) {
    if (!pulsed && refresh.isPresent()) {
      throw new BadInputException(
          "hardware.wires.refresh cannot act: with scheme digital no update moves devices");
    }
    Optional<Refresh> filled =
        pulsed && curve.isEmpty() ? refresh.or(() -> Optional.of(USUAL)) : Optional.empty();
    return new WireKeys(
        ohmsPerSegment, driverOhms, senseOhms, accessOhms, pairs, filled, broken, curve);
  }

  /** The same without what only pulses make use of. */
  WireKeys programmed() {
    return new WireKeys(
        ohmsPerSegment, driverOhms, senseOhms, accessOhms, pairs, Optional.empty(), broken, curve);
  }

  /** Which wires there are. */
  public Topology topology() {
    return pairs.topology;
  }

  /** The wires of an array. */
  Wiring wiring() {
    return new Wiring(
        resistance(),
        topology(),
        refresh.orElse(USUAL).updates(),
        broken.map(BrokenKeys::faults).orElse(LineFaults.NONE),
        curve.map(keys -> new CurvedRead(keys.curve(), keys.fullScaleVolts())));
  }
}
