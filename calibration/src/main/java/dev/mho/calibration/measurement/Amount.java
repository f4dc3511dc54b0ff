package dev.mho.calibration.measurement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mho.device.format.BadInputException;

/** A number with its unit in a mapping: {@code 0.1 V}. */
public record Amount(String text) {
  /** Takes what stands in the file; a number alone is refused where its unit is needed. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Amount of(Object value) {
    return new Amount(String.valueOf(value));
  }

  /** The text. */
  @Override
  @JsonValue
  public String text() {
    return text;
  }

  /** Whether it is the word {@code none}. */
  boolean isNone() {
    return text.equals("none");
  }

  /**
   * Its value in SI.
   *
   * @param key where it stands, for the message
   * @throws BadInputException if the text is no number with a unit of that kind
   */
  double si(String key, Dimension dimension) {
    String stripped = text.strip();
    int end = Numeral.POINT.end(stripped);
    if (end == 0 || stripped.substring(end).isBlank()) {
      String allowed = "a number and a unit: " + dimension.units();
      throw BadInputException.at(key, "\"" + text + "\"", allowed);
    }
    double value = Numeral.POINT.parse(stripped.substring(0, end));
    double si = MeasuredUnit.named(key, stripped.substring(end), dimension).si(value);
    if (!Double.isFinite(si)) {
      throw BadInputException.at(key, "\"" + text + "\"", "a finite number and a unit");
    }
    return si;
  }
}
