package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.format.BadInputException;

/** Whole numbers from (inclusive) to (exclusive), spelled {@code 0..200}. */
public record IndexRange(long from, long to) {
  private static final String ALLOWED = "first..end with 0 <= first < end, for example 0..200";

  public IndexRange {
    if (from < 0 || to <= from) {
      throw wrong(from + ".." + to);
    }
  }

  /** Reads {@code first..end}. */
  public static IndexRange parse(String text) {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length != 2 || !ends[0].matches("\\d{1,15}") || !ends[1].matches("\\d{1,15}")) {
      throw wrong("\"" + text + "\"");
    }
    return new IndexRange(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
  }

  private static BadInputException wrong(String found) {
    return new BadInputException("found " + found + "; allowed: " + ALLOWED);
  }

  /** Whether the number is inside. */
  public boolean contains(long index) {
    return index >= from && index < to;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static IndexRange of(JsonNode node) {
    return parse(node.asText());
  }

  @JsonValue
  @Override
  public String toString() {
    return from + ".." + to;
  }
}
