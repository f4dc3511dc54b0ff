package dev.mho.calibration.measurement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mho.device.format.BadInputException;

/**
 * Points at a column: a whole number is its place from 1, a text its name in the header.
 *
 * @param value an {@link Integer} or a {@link String}
 */
public record ColumnKey(@JsonValue Object value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ColumnKey {
    boolean place = value instanceof Integer number && number > 0;
    if (!place && !(value instanceof String)) {
      throw BadInputException.at("column", String.valueOf(value), "a name, or a number from 1");
    }
  }

  @Override
  public String toString() {
    return value instanceof String ? "\"" + value + "\"" : value.toString();
  }
}
