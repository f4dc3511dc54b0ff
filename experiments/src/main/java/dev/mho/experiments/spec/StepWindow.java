package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mho.device.format.BadInputException;

/** Learning steps from (inclusive) to (exclusive), spelled {@code 0..200}. */
public record StepWindow(long from, long to) {
  public StepWindow {
    if (from < 0 || to <= from) {
      throw BadInputException.at("steps", from + ".." + to, "first..end with 0 <= first < end");
    }
  }

  /** Reads {@code first..end}. */
  @JsonCreator
  public static StepWindow parse(String text) {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length != 2 || !ends[0].matches("\\d{1,15}") || !ends[1].matches("\\d{1,15}")) {
      throw BadInputException.at("steps", "\"" + text + "\"", "first..end, for example 0..200");
    }
    return new StepWindow(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
  }

  /** Whether the step is inside. */
  public boolean contains(long step) {
    return step >= from && step < to;
  }

  @JsonValue
  @Override
  public String toString() {
    return from + ".." + to;
  }
}
