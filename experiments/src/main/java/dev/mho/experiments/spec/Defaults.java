package dev.mho.experiments.spec;

import dev.mho.device.format.BadInputException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands where a file says nothing. */
final class Defaults {
  private Defaults() {}

  /** {@code value}, or {@code fallback} where the file left it out. */
  static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }

  /** A copy of a list; an empty entry is a mistake. */
  static <T> List<T> list(String key, List<T> values) {
    if (values.stream().anyMatch(Objects::isNull)) {
      throw new BadInputException(key + ": an entry is empty");
    }
    return List.copyOf(values);
  }

  /** A copy of a list with at least one entry, none twice. */
  static <T> List<T> distinct(String key, List<T> values) {
    List<T> copy = list(key, values);
    if (copy.isEmpty() || copy.stream().distinct().count() < copy.size()) {
      throw BadInputException.at(key, copy.toString(), "at least one entry, none twice");
    }
    return copy;
  }
}
