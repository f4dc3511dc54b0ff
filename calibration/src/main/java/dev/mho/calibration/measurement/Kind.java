package dev.mho.calibration.measurement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mho.device.format.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was measured, and so what a measurement can be fitted with. */
public enum Kind {
  /** Conductance after each of many identical pulses. */
  PULSE_RESPONSE,
  /** Conductance reached against the target asked for. */
  PROGRAMMING,
  /** Repeated reads of a state that nobody moves. */
  READ_NOISE,
  /** Conductance against the time since programming. */
  RETENTION,
  /** Current against voltage. */
  IV,
  /** Input levels at which a converter changes its code, or its INL or DNL by code. */
  CONVERTER;

  /** The name in files and on the command line: {@code pulse-response}. */
  @JsonValue
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind of a {@link #spelling}.
   *
   * @throws BadInputException if there is none of that name
   */
  @JsonCreator
  public static Kind named(String spelling) {
    return Arrays.stream(values())
        .filter(kind -> kind.spelling().equals(spelling))
        .findFirst()
        .orElseThrow(() -> BadInputException.unknown("kind", "kind", spelling, spellings()));
  }

  private static List<String> spellings() {
    return Arrays.stream(values()).map(Kind::spelling).toList();
  }
}
