package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import java.util.Optional;

/**
 * Resistance of the arrays' lines, in ohms.
 *
 * @param ohmsPerSegment of each segment between neighbouring crossings, of both kinds of line
 * @param driverOhms between a driver and its line, 0 if left out
 * @param senseOhms between a line and the amplifier that senses it, 0 if left out
 * @param accessOhms in every cell, 0 if left out
 * @param pairs how plus and minus devices share lines, separate arrays if left out
 * @param refresh when the circuit is solved again while pulses move weights, every 100 updates if
 *     left out; only with scheme pulsed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record WireKeys(
    Double ohmsPerSegment,
    Double driverOhms,
    Double senseOhms,
    Double accessOhms,
    Pairs pairs,
    Optional<Refresh> refresh) {
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

  public WireKeys {
    Check.present("ohms-per-segment", ohmsPerSegment);
    driverOhms = Defaults.or(driverOhms, 0.0);
    senseOhms = Defaults.or(senseOhms, 0.0);
    accessOhms = Defaults.or(accessOhms, 0.0);
    check("ohms-per-segment", ohmsPerSegment);
    check("driver-ohms", driverOhms);
    check("sense-ohms", senseOhms);
    check("access-ohms", accessOhms);
    pairs = Defaults.or(pairs, Pairs.SEPARATE);
    if (resistance(ohmsPerSegment, driverOhms, senseOhms, accessOhms).isIdeal()) {
      throw new BadInputException("wires cannot act: every resistance is zero");
    }
  }

  private static void check(String key, double ohms) {
    Check.within(key, ohms, 0, WireResistance.MOST_OHMS);
  }

  private static WireResistance resistance(
      double segment, double driver, double sense, double access) {
    return new WireResistance(segment, segment, driver, sense, access);
  }

  /** The resistances. */
  public WireResistance resistance() {
    return resistance(ohmsPerSegment, driverOhms, senseOhms, accessOhms);
  }

  /** The same with a time of refresh where there are updates. */
  WireKeys refreshed(boolean pulsed) {
    if (!pulsed && refresh.isPresent()) {
      throw new BadInputException(
          "hardware.wires.refresh cannot act: with scheme digital no update moves devices");
    }
    Optional<Refresh> filled = pulsed ? refresh.or(() -> Optional.of(USUAL)) : Optional.empty();
    return new WireKeys(ohmsPerSegment, driverOhms, senseOhms, accessOhms, pairs, filled);
  }

  /** Which wires there are. */
  public Topology topology() {
    return pairs.topology;
  }

  /** The wires of an array. */
  Wiring wiring() {
    return new Wiring(resistance(), topology(), refresh.orElse(USUAL).updates());
  }
}
