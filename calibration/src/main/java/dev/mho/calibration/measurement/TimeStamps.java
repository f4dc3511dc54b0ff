package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads dates and times of day as seconds since the first of them. In a mapping the unit of such a
 * column is {@code date}, for ISO 8601, or {@code date} and a pattern, {@code date yyyy.MM.dd
 * HH:mm:ss z}. What names no zone is in the same zone throughout.
 */
final class TimeStamps {
  private static final String KEY = "date";

  private final DateTimeFormatter format;
  private Optional<Instant> first = Optional.empty();

  private TimeStamps(DateTimeFormatter format) {
    this.format = format;
  }

  /** Whether a unit means dates. */
  static boolean isMeantBy(String unit) {
    return unit.equals(KEY) || unit.startsWith(KEY + " ");
  }

  /**
   * The stamps of a unit that {@link #isMeantBy}.
   *
   * @throws BadInputException if its pattern is none
   */
  static TimeStamps of(String unit) {
    String pattern = unit.substring(KEY.length()).strip();
    if (pattern.isEmpty()) {
      return new TimeStamps(DateTimeFormatter.ISO_DATE_TIME.withLocale(Locale.ENGLISH));
    }
    try {
      return new TimeStamps(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    } catch (IllegalArgumentException e) {
      throw BadInputException.at(
          "unit", "\"" + unit + "\"", "date and a pattern such as yyyy-MM-dd HH:mm:ss");
    }
  }

  /** Seconds since the first stamp; none if the text is no such date. */
  OptionalDouble seconds(String text) {
    try {
      Instant instant =
          instant(
              format.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from));
      first = first.or(() -> Optional.of(instant));
      Duration since = Duration.between(first.get(), instant);
      return OptionalDouble.of(since.getSeconds() + since.getNano() * 1e-9);
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalDouble.empty();
    }
  }

  private static Instant instant(TemporalAccessor date) {
    if (date instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    return date instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : ((LocalDate) date).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
