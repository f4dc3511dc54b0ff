package dev.mho.experiments.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How values on the command line are read: numbers that are numbers, paths that name something. */
final class Values {
  private Values() {}

  /** Has a command line and all of its commands read values so. */
  static void registerWith(CommandLine line) {
    for (Class<?> type : new Class<?>[] {int.class, Integer.class}) {
      register(line, type, text -> number(text, Integer::valueOf, "a whole number"));
    }
    for (Class<?> type : new Class<?>[] {long.class, Long.class}) {
      register(line, type, text -> number(text, Long::valueOf, "a whole number"));
    }
    for (Class<?> type : new Class<?>[] {double.class, Double.class}) {
      register(line, type, Values::real);
    }
    register(line, Path.class, Values::path);
  }

  @SuppressWarnings("unchecked")
  private static <T> void register(CommandLine line, Class<?> type, Function<String, T> reader) {
    line.registerConverter((Class<T>) type, reader::apply);
  }

  private static <N extends Number> N number(
      String text, Function<String, N> reader, String allowed) {
    try {
      return reader.apply(text);
    } catch (NumberFormatException e) {
      throw mistake(text, allowed);
    }
  }

  private static double real(String text) {
    double value = number(text, Double::valueOf, "a number with a point, as 0.2 or 5e-9");
    if (!Double.isFinite(value)) {
      throw mistake(text, "a finite number");
    }
    return value;
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw mistake(text, "a path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw mistake(text, "a path");
    }
  }

  private static TypeConversionException mistake(String found, String allowed) {
    return new TypeConversionException("found \"" + found + "\"; allowed: " + allowed);
  }
}
