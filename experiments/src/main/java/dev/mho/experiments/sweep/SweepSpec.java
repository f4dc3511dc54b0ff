package dev.mho.experiments.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.experiments.spec.ExperimentSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sweep: one experiment, and what is changed in it from run to run. Keys are paths into the
 * experiment file, such as {@code learning.decorrelation.rate}. The points are all combinations of
 * an entry of {@code list}, a draw of {@code random} and a combination of {@code grid}.
 *
 * @param name names the result directory
 * @param experiment the experiment: the name of its file, seen from the sweep file, or a block of
 *     keys
 * @param grid values of keys, every combination; a value is a number or text, several are a list,
 *     or whole numbers from … to as {@code 1..5}
 * @param list settings of keys that go together, one block a variant
 * @param random settings that are drawn
 * @param choose what makes one setting the best
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SweepSpec(
    String name,
    JsonNode experiment,
    Optional<LinkedHashMap<String, JsonNode>> grid,
    Optional<List<LinkedHashMap<String, JsonNode>>> list,
    Optional<RandomKeys> random,
    Optional<ChooseKeys> choose) {

  /** The key of an experiment that makes no other setting, but the same one again. */
  static final String SEED = "seed";

  /**
   * Settings that are drawn.
   *
   * @param draws how many, 1 to 100,000
   * @param seed decides them
   * @param keys from where
   */
  public record RandomKeys(int draws, long seed, LinkedHashMap<String, RandomValues> keys) {
    public RandomKeys {
      Check.within("draws", draws, 1, 100_000);
      if (Check.present("keys", keys).isEmpty()) {
        throw BadInputException.at("keys", "none", "at least one");
      }
    }
  }

  /**
   * What makes one setting the best: over its seeds, the largest mean test accuracy or the smallest
   * mean test loss of one of its runs. With a validation split that is the accuracy on the
   * validation samples.
   *
   * @param run hardware or exact
   * @param by accuracy or loss
   * @param each keys of which every value has a best of its own; none: one best
   */
  public record ChooseKeys(Run run, By by, Optional<List<String>> each) {
    /** Whose score. */
    public enum Run {
      /** The run on hardware. */
      @JsonProperty("hardware")
      HARDWARE,
      /** The exact run. */
      @JsonProperty("exact")
      EXACT
    }

    /** Which score. */
    public enum By {
      /** More is better. */
      @JsonProperty("accuracy")
      ACCURACY,
      /** Less is better. */
      @JsonProperty("loss")
      LOSS
    }

    public ChooseKeys {
      Check.present("run", run);
      Check.present("by", by);
    }
  }

  public SweepSpec {
    ExperimentSpec.requireName(name);
    Check.present("experiment", experiment);
    if (!experiment.isTextual() && !experiment.isObject()) {
      throw BadInputException.at(
          "experiment", experiment.toString(), "the name of a file or a block of keys");
    }
    if (grid.isEmpty() && list.isEmpty() && random.isEmpty()) {
      throw new BadInputException("a sweep needs grid, list or random");
    }
    grid.ifPresent(keys -> keys.forEach((key, values) -> requireValues("grid." + key, values)));
    requireSettledOnce(grid, list, random);
  }

  private static void requireValues(String place, JsonNode values) {
    if (values.isNull() || values.isArray() && values.isEmpty()) {
      throw BadInputException.at(place, values.toString(), "at least one value");
    }
  }

  private static void requireSettledOnce(
      Optional<LinkedHashMap<String, JsonNode>> grid,
      Optional<List<LinkedHashMap<String, JsonNode>>> list,
      Optional<RandomKeys> random) {
    Map<String, String> owner = new LinkedHashMap<>();
    grid.ifPresent(keys -> keys.keySet().forEach(key -> owner.put(key, "grid")));
    random.ifPresent(keys -> keys.keys().keySet().forEach(key -> claim(owner, key, "random")));
    list.ifPresent(
        variants -> {
          Map<String, String> ofList = new LinkedHashMap<>();
          variants.forEach(v -> v.keySet().forEach(key -> ofList.put(key, "list")));
          ofList.keySet().forEach(key -> claim(owner, key, "list"));
        });
  }

  private static void claim(Map<String, String> owner, String key, String by) {
    String other = owner.put(key, by);
    if (other != null) {
      throw new BadInputException(key + " is set by " + other + " and by " + by + "; choose one");
    }
  }
}
