package dev.mho.experiments.spec;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.converter.RangeRule;
import java.util.Arrays;
import java.util.List;

/**
 * How an ADC's bound is found from training samples before training.
 *
 * @param calibrate {@code min-max}, {@code percentile P} or {@code moving} (a running mean of each
 *     batch's percentile, {@code moving P} for another than 99.99)
 * @param samples how many training samples, 256 if left out
 */
public record RangeKeys(String calibrate, Integer samples) {
  private static final double USUAL_PERCENTILE = 99.99;

  public RangeKeys {
    Check.present("calibrate", calibrate);
    samples = Check.within("samples", Defaults.or(samples, 256), 1, 1 << 20);
    rule(calibrate);
  }

  /** The rule. */
  public RangeRule rule() {
    return rule(calibrate);
  }

  private static RangeRule rule(String text) {
    List<String> words = Arrays.asList(text.trim().split("\\s+"));
    try {
      if (words.equals(List.of("min-max"))) {
        return new RangeRule.MinMax();
      }
      if (words.equals(List.of("moving"))) {
        return new RangeRule.Moving(USUAL_PERCENTILE, RangeRule.Moving.USUAL_RATE);
      }
      if (words.size() == 2 && words.get(0).equals("percentile")) {
        return new RangeRule.Percentile(Double.parseDouble(words.get(1)));
      }
      if (words.size() == 2 && words.get(0).equals("moving")) {
        return new RangeRule.Moving(Double.parseDouble(words.get(1)), RangeRule.Moving.USUAL_RATE);
      }
    } catch (NumberFormatException e) {
      // Told below: it is the same mistake.
    }
    throw BadInputException.at(
        "calibrate", "\"" + text + "\"", "min-max, percentile P, moving, or moving P");
  }
}
