package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.learning.decorrelation.BatchWhitening;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.decorrelation.Foldiak;
import dev.mho.learning.decorrelation.IterativeNormalization;
import dev.mho.learning.decorrelation.OlderRule;
import dev.mho.learning.decorrelation.Pehlevan;
import dev.mho.learning.decorrelation.Sanger;
import dev.mho.learning.decorrelation.Vogels;
import dev.mho.learning.decorrelation.ZcaCheckpoints;
import java.util.Locale;
import java.util.Optional;

/**
 * {@link DecorrelationSpec} as a file spells it; which keys act depends on the rule.
 *
 * @param rule the paper's if left out
 * @param rate η: ≥ 0 for the paper's rule, where 0 is the control that removes the mean, keeps the
 *     gain and never moves R; > 0 for rules that learn by steps
 * @param diagonal what becomes of C's diagonal, keep if left out; paper's rule
 * @param samples share of a batch that teaches, 0.1 if left out
 * @param demean whether the mean is removed, true if left out
 * @param gain what keeps the size of the activity, demeaned if left out; paper's rule
 * @param demeanGradient whether the mean's derivative counts, false if left out
 * @param meanMomentum of running means and covariances, 0.1 if left out
 * @param every batches from checkpoint to checkpoint, 100 if left out; zca
 * @param epsilon added to covariances, a share of their mean variance, 1e-3 if left out; rules that
 *     whiten
 * @param iterations of the root, 5 if left out; newton-schulz
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DecorrelationKeys(
    RuleName rule,
    Optional<Double> rate,
    Optional<Diagonal> diagonal,
    Double samples,
    Boolean demean,
    Optional<Gain> gain,
    Boolean demeanGradient,
    Double meanMomentum,
    Optional<Integer> every,
    Optional<Double> epsilon,
    Optional<Integer> iterations) {

  /** Rules by name. */
  public enum RuleName {
    /** Ahmad 2024, the paper's. */
    @JsonProperty("ahmad-2024")
    AHMAD_2024,
    /** Ahmad 2022: the diagonal removed, and no gain. */
    @JsonProperty("ahmad-2022")
    AHMAD_2022,
    /** Anti-Hebbian lateral inhibition. */
    @JsonProperty("foldiak")
    FOLDIAK,
    /** Oja's rule for many units. */
    @JsonProperty("sanger")
    SANGER,
    /** Similarity matching. */
    @JsonProperty("pehlevan")
    PEHLEVAN,
    /** Inhibitory plasticity. */
    @JsonProperty("vogels")
    VOGELS,
    /** Whitening at checkpoints. */
    @JsonProperty("zca")
    ZCA,
    /** Whitening of every batch. */
    @JsonProperty("batch-whitening")
    BATCH_WHITENING,
    /** The same by Newton and Schulz. */
    @JsonProperty("newton-schulz")
    NEWTON_SCHULZ;

    private boolean isPapers() {
      return this == AHMAD_2024;
    }

    private boolean whitens() {
      return this == ZCA || this == BATCH_WHITENING || this == NEWTON_SCHULZ;
    }

    private String spelling() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public DecorrelationKeys {
    rule = Defaults.or(rule, RuleName.AHMAD_2024);
    refuse(rule, "rate", rate.isPresent(), !rule.whitens());
    refuse(rule, "diagonal", diagonal.isPresent(), rule.isPapers());
    refuse(rule, "gain", gain.isPresent(), rule.isPapers());
    refuse(rule, "every", every.isPresent(), rule == RuleName.ZCA);
    refuse(rule, "epsilon", epsilon.isPresent(), rule.whitens());
    refuse(rule, "iterations", iterations.isPresent(), rule == RuleName.NEWTON_SCHULZ);
    if (!rule.whitens() && rate.isEmpty()) {
      Check.present("rate", null);
    }
    diagonal = rule.isPapers() ? Optional.of(diagonal.orElse(Diagonal.KEEP)) : diagonal;
    gain = rule.isPapers() ? Optional.of(gain.orElse(Gain.DEMEANED)) : gain;
    every = rule == RuleName.ZCA ? Optional.of(every.orElse(100)) : every;
    epsilon = rule.whitens() ? Optional.of(epsilon.orElse(1e-3)) : epsilon;
    iterations = rule == RuleName.NEWTON_SCHULZ ? Optional.of(iterations.orElse(5)) : iterations;
    samples = Defaults.or(samples, 0.1);
    demean = Defaults.or(demean, true);
    demeanGradient = Defaults.or(demeanGradient, false);
    meanMomentum = Defaults.or(meanMomentum, 0.1);
    settings(
        rule,
        rate,
        diagonal,
        samples,
        demean,
        gain,
        demeanGradient,
        meanMomentum,
        every,
        epsilon,
        iterations);
  }

  private static void refuse(RuleName rule, String key, boolean given, boolean acts) {
    if (given && !acts) {
      throw new BadInputException(
          "decorrelation." + key + " cannot act: the rule is " + rule.spelling());
    }
  }

  /** The settings for the learning floor. */
  public DecorrelationSpec settings() {
    return settings(
        rule,
        rate,
        diagonal,
        samples,
        demean,
        gain,
        demeanGradient,
        meanMomentum,
        every,
        epsilon,
        iterations);
  }

  private static DecorrelationSpec settings(
      RuleName rule,
      Optional<Double> rate,
      Optional<Diagonal> diagonal,
      double samples,
      boolean demean,
      Optional<Gain> gain,
      boolean demeanGradient,
      double meanMomentum,
      Optional<Integer> every,
      Optional<Double> epsilon,
      Optional<Integer> iterations) {
    Optional<OlderRule> older =
        switch (rule) {
          case AHMAD_2024, AHMAD_2022 -> Optional.empty();
          case FOLDIAK -> Optional.of(new Foldiak(rate.orElseThrow()));
          case SANGER -> Optional.of(new Sanger(rate.orElseThrow()));
          case PEHLEVAN -> Optional.of(new Pehlevan(rate.orElseThrow()));
          case VOGELS -> Optional.of(new Vogels(rate.orElseThrow()));
          case ZCA -> Optional.of(new ZcaCheckpoints(every.orElseThrow(), epsilon.orElseThrow()));
          case BATCH_WHITENING ->
              Optional.of(new BatchWhitening(epsilon.orElseThrow(), meanMomentum));
          case NEWTON_SCHULZ ->
              Optional.of(
                  new IterativeNormalization(
                      iterations.orElseThrow(), epsilon.orElseThrow(), meanMomentum));
        };
    return new DecorrelationSpec(
        older.isPresent() ? 0 : rate.orElseThrow(),
        diagonal.orElse(rule == RuleName.AHMAD_2022 ? Diagonal.REMOVE : Diagonal.KEEP),
        samples,
        demean,
        gain.orElse(Gain.OFF),
        demeanGradient,
        meanMomentum,
        older);
  }
}
