package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.format.BadInputException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size of files, spelled {@code 500 MB}; a kB is 1000 bytes. */
public record ByteSize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?(kB|MB|GB|TB)");
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  public ByteSize {
    if (bytes < 1) {
      throw new BadInputException("found " + bytes + " bytes; allowed: at least one");
    }
  }

  /** Reads a number and its unit. */
  public static ByteSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new BadInputException(
          "found \"" + text + "\"; allowed: a number and kB, MB, GB or TB, for example 500 MB");
    }
    double scale = 1;
    for (int u = 0; !UNITS[u].equals(matcher.group(2)); u++) {
      scale *= 1000;
    }
    return new ByteSize(Math.round(Double.parseDouble(matcher.group(1)) * scale));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ByteSize of(JsonNode node) {
    return parse(node.asText());
  }

  @JsonValue
  @Override
  public String toString() {
    return text(bytes);
  }

  /** A number of bytes as people read it, to three digits. */
  public static String text(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 999.5 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    String digits =
        size >= 100 || unit == 0
            ? String.format(Locale.ROOT, "%.0f", size)
            : String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", size);
    return (digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits) + " " + UNITS[unit];
  }
}
