package dev.mho.experiments.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What each effect of the hardware costs a trained network: {@code budget.json}.
 *
 * <p>An effect <em>alone</em> is everything else off; <em>removed</em> is everything else on. What
 * is left between all effects together and the sum of each alone is their interaction: above zero
 * they make each other worse, below zero they hide behind each other. An effect that cannot act
 * without another ({@code needs}) is counted against that one alone.
 *
 * @param name of the experiment
 * @param seconds between writes and reads
 * @param repeats programmings, each with its own devices and noise
 * @param probe test samples on which layers are held against exact ones
 * @param exactAccuracy of the same weights in exact arithmetic, 0 to 1
 * @param all every effect on
 * @param effects each by itself, the costliest first
 * @param interaction of all effects, less each alone
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ErrorBudget(
    String name,
    double seconds,
    int repeats,
    int probe,
    double exactAccuracy,
    Cost all,
    List<Entry> effects,
    Cost interaction) {
  /** What the key {@code mho} says. */
  public static final String KIND = "budget/1";

  /**
   * One effect.
   *
   * @param effect its name
   * @param needs an effect without which it cannot act, and which is on when it is alone
   * @param alone what it costs
   * @param removed what is saved without it: all effects, less all but this one
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Entry(String effect, Optional<String> needs, Cost alone, Cost removed) {}

  /**
   * What some effects cost.
   *
   * @param accuracyPoints percentage points of test accuracy that are lost
   * @param layers what they do to each layer that is given exact inputs
   */
  public record Cost(Estimate accuracyPoints, List<LayerError> layers) {}

  /**
   * A mean over repeats.
   *
   * @param mean of them
   * @param standardError of the mean; none with one repeat, which tells nothing of it
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Estimate(double mean, Optional<Double> standardError) {
    /** Of one value a repeat. */
    static Estimate of(double[] values) {
      int n = values.length;
      Optional<Double> error =
          n > 1 ? Optional.of(Math.sqrt(StatUtils.variance(values) / n)) : Optional.empty();
      return new Estimate(StatUtils.mean(values), error);
    }

    /** So far from the mean as whiskers reach: one standard error, or nowhere if it is unknown. */
    public double whisker() {
      return standardError.orElse(0.0);
    }
  }

  /**
   * Error of one layer's pre-activations.
   *
   * @param layer counted from 0
   * @param errorPower mean square of the error over that of the exact pre-activations; a difference
   *     of two such numbers may be below zero
   * @param snrDb −10 log₁₀ errorPower; empty where that is not above zero
   * @param effectiveBits (SNR − 1.76 dB)/6.02 dB, the resolution of an ideal converter with that
   *     much quantisation error on a full-scale sine
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record LayerError(
      int layer, Estimate errorPower, Optional<Double> snrDb, Optional<Double> effectiveBits) {
    /** Of one error power a repeat. */
    static LayerError of(int layer, double[] powers) {
      Estimate power = Estimate.of(powers);
      Optional<Double> snr = Optional.of(-10 * Math.log10(power.mean())).filter(Double::isFinite);
      return new LayerError(layer, power, snr, snr.map(db -> (db - 1.76) / 6.02));
    }
  }
}
