package dev.mho.calibration.measurement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mho.device.format.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a column of a measured file holds. */
public enum Quantity {
  /** Whose the row is; several such columns are joined: word line 3, bit line 4 is 3/4. */
  DEVICE(Dimension.NONE),
  /** Which repetition. */
  CYCLE(Dimension.NONE),
  /** Number of the pulse; may be fractional. */
  PULSE(Dimension.NONE),
  /** Direction in words: up, set, ltp, potentiation; down, reset, ltd, depression; read. */
  POLARITY(Dimension.NONE),
  /** Voltage of the pulse or of the sweep; its sign can be the direction. */
  VOLTAGE(Dimension.VOLTAGE),
  /** Width of the pulse. */
  WIDTH(Dimension.TIME),
  /** Time of the reading. */
  TIME(Dimension.TIME),
  /** Conductance read. */
  CONDUCTANCE(Dimension.CONDUCTANCE),
  /** Resistance read; 1/R is kept. */
  RESISTANCE(Dimension.RESISTANCE),
  /** Current read; over the read voltage it is a conductance. */
  CURRENT(Dimension.CURRENT),
  /** Change of conductance by one pulse. */
  STEP(Dimension.CONDUCTANCE),
  /** Voltage at which the current was read. */
  READ_VOLTAGE(Dimension.VOLTAGE),
  /** Conductance asked for. */
  TARGET(Dimension.CONDUCTANCE),
  /** Temperature of the device. */
  TEMPERATURE(Dimension.TEMPERATURE),
  /** Code that a converter enters, or that INL and DNL are of. */
  CODE(Dimension.NONE),
  /** Input level at which a converter enters the code. */
  LEVEL(Dimension.VOLTAGE),
  /** Integral nonlinearity of a code. */
  INL(Dimension.CODES),
  /** Differential nonlinearity of a code. */
  DNL(Dimension.CODES),
  /** The instrument's word on the row: N or ok; C, T or compliance; V, X or overflow. */
  STATUS(Dimension.NONE),
  /** Not used. */
  IGNORE(Dimension.NONE);

  private final Dimension dimension;

  Quantity(Dimension dimension) {
    this.dimension = dimension;
  }

  /** What its unit measures. */
  Dimension dimension() {
    return dimension;
  }

  /** Whether it is what was measured, rather than where or when. */
  boolean isValue() {
    return switch (this) {
      case CONDUCTANCE, RESISTANCE, CURRENT, STEP, LEVEL, INL, DNL -> true;
      default -> false;
    };
  }

  /** The name in a mapping file: {@code read-voltage}. */
  @JsonValue
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The quantity of a {@link #spelling}.
   *
   * @throws BadInputException if there is none of that name
   */
  @JsonCreator
  public static Quantity named(String spelling) {
    List<String> known = Arrays.stream(values()).map(Quantity::spelling).toList();
    return Arrays.stream(values())
        .filter(quantity -> quantity.spelling().equals(spelling))
        .findFirst()
        .orElseThrow(
            () ->
                spelling.equals("?")
                    ? BadInputException.at("quantity", "\"?\"", String.join(", ", known))
                    : BadInputException.unknown("quantity", "quantity", spelling, known));
  }
}
