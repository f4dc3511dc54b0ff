package dev.mho.experiments.sweep;

import dev.mho.device.format.BadInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of a sweep's runs: every {@code of}-th from the {@code number}-th on, for batch
 * schedulers.
 *
 * @param number 1 to of
 * @param of number of shares
 */
public record Shard(int number, int of) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  public Shard {
    if (number < 1 || number > of) {
      throw BadInputException.at("shard", number + "/" + of, "i/n with 1 <= i <= n");
    }
  }

  /** All runs. */
  public static Shard whole() {
    return new Shard(1, 1);
  }

  /** Reads {@code 2/8}. */
  public static Shard parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw BadInputException.at("shard", "\"" + text + "\"", "i/n with 1 <= i <= n, as 2/8");
    }
    return new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** Whether a run belongs to it. */
  boolean holds(Point point) {
    return point.number() % of == number - 1;
  }
}
