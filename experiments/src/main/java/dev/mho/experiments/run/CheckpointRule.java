package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a run saves its state. */
public sealed interface CheckpointRule {

  /**
   * After a step, once some wall-clock time has passed since the last time; where saving is slow,
   * less often, so that it takes at most 2 % of the time.
   *
   * @param seconds ≥ 1
   */
  record EverySeconds(int seconds) implements CheckpointRule {
    public EverySeconds {
      Check.within("seconds", seconds, 1, 1_000_000);
    }
  }

  /**
   * After every so many learning steps.
   *
   * @param steps ≥ 1
   */
  record EverySteps(int steps) implements CheckpointRule {
    public EverySteps {
      Check.within("steps", steps, 1, Integer.MAX_VALUE);
    }
  }

  /** After every epoch, when it has been tested. */
  record EveryEpoch() implements CheckpointRule {}

  /** Never, not even when the run is asked to stop. */
  record Never() implements CheckpointRule {}

  /** The ways in which {@link #parse} takes it. */
  String FORMS = "60s, 5min, 2h, 100steps, epoch or off";

  /** What a user would want: after a step, a minute after the last time. */
  static CheckpointRule usual() {
    return new EverySeconds(60);
  }

  /**
   * Reads one of {@value #FORMS}, the word {@code every} before it or not.
   *
   * @throws BadInputException if it is none of them
   */
  static CheckpointRule parse(String text) {
    String rule = text.trim().replaceFirst("^every\\s+", "");
    if (rule.equals("epoch")) {
      return new EveryEpoch();
    }
    if (rule.equals("off")) {
      return new Never();
    }
    Matcher number = Pattern.compile("(\\d{1,7})\\s*(s|min|h|steps?)").matcher(rule);
    if (!number.matches()) {
      throw BadInputException.at("--checkpoint", "\"" + text + "\"", FORMS);
    }
    int count = Integer.parseInt(number.group(1));
    return switch (number.group(2)) {
      case "s" -> new EverySeconds(count);
      case "min" -> new EverySeconds(Math.multiplyExact(60, count));
      case "h" -> new EverySeconds(Math.multiplyExact(60 * 60, count));
      default -> new EverySteps(count);
    };
  }
}
