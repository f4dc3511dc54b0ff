package dev.mho.device.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Range checks for the numbers of a specification; each message names key, value and range. */
public final class Check {
  private Check() {}

  /** Returns {@code value} if it is finite and above zero. */
  public static double positive(String key, double value) {
    return require(key, value, value > 0 && Double.isFinite(value), "a finite number > 0");
  }

  /** Returns {@code value} if it is above zero and at most one. */
  public static double fraction(String key, double value) {
    return require(key, value, value > 0 && value <= 1, "above 0 and at most 1");
  }

  /** Returns {@code value} if it is finite and not below zero. */
  public static double notNegative(String key, double value) {
    return require(key, value, value >= 0 && Double.isFinite(value), "a finite number >= 0");
  }

  /** Returns {@code value} if it is finite. */
  public static double finite(String key, double value) {
    return require(key, value, Double.isFinite(value), "a finite number");
  }

  /** Returns {@code value} if it lies in [low, high]. */
  public static double within(String key, double value, double low, double high) {
    return require(key, value, value >= low && value <= high, low + " to " + high);
  }

  /** Returns {@code value} if it lies in [low, high]. */
  public static int within(String key, int value, int low, int high) {
    if (value < low || value > high) {
      String allowed = high == Integer.MAX_VALUE ? " >= " + low : " from " + low + " to " + high;
      throw BadInputException.at(key, Integer.toString(value), "a whole number" + allowed);
    }
    return value;
  }

  /** Returns {@code value} if it is there. */
  public static <T> T present(String key, @Nullable T value) {
    if (value == null) {
      throw new BadInputException(key + ": missing");
    }
    return value;
  }

  /** Returns an immutable copy of a list of at least {@code least} finite numbers. */
  public static List<Double> numbers(String key, List<Double> values, int least) {
    if (present(key, values).size() < least) {
      throw BadInputException.at(
          key,
          "a list of " + values.size(),
          "at least " + least + (least == 1 ? " number" : " numbers"));
    }
    for (int i = 0; i < values.size(); i++) {
      String place = key + "[" + i + "]";
      finite(place, present(place, values.get(i)));
    }
    return List.copyOf(values);
  }

  /** Returns {@code values} if each is above the one before. */
  public static List<Double> ascending(String key, List<Double> values) {
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i) <= values.get(i - 1)) {
        throw BadInputException.at(
            key, values.get(i - 1) + " before " + values.get(i), "ascending values");
      }
    }
    return values;
  }

  private static double require(String key, double value, boolean holds, String allowed) {
    if (!holds) {
      throw BadInputException.at(key, Double.toString(value), allowed);
    }
    return value;
  }
}
