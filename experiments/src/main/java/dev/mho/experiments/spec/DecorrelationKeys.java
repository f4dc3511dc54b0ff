package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

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
 * @param recurrent the recurrent form; feed-forward if left out; paper's rule, diagonal kept
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
    Optional<Integer> iterations,
    Optional<RecurrentKeys> recurrent) {

  /**
   * {@link DecorrelationSpec.Recurrent}; both may be left out.
   *
   * @param tolerance residual at which a batch has settled, 0.01 if left out
   * @param mostTime time after which it is taken as it is, in time constants, 20 if left out
   */
  public record RecurrentKeys(Double tolerance, Double mostTime) {
    public RecurrentKeys {
      DecorrelationSpec.Recurrent usual = DecorrelationSpec.Recurrent.usual();
      tolerance = Check.positive("tolerance", Defaults.or(tolerance, usual.tolerance()));
      mostTime = Check.positive("most-time", Defaults.or(mostTime, usual.mostTime()));
    }

    DecorrelationSpec.Recurrent settings() {
      return new DecorrelationSpec.Recurrent(tolerance, mostTime);
    }
  }

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

  /** Fills in what is left out, and refuses what cannot act or is out of range. */
  public DecorrelationKeys(
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
      Optional<Integer> iterations,
      Optional<RecurrentKeys> recurrent) {
    this.rule = Defaults.or(rule, RuleName.AHMAD_2024);
    boolean papers = this.rule.isPapers();
    boolean whitens = this.rule.whitens();
    boolean checkpoints = this.rule == RuleName.ZCA;
    boolean iterates = this.rule == RuleName.NEWTON_SCHULZ;
    this.rate = acting("rate", rate, !whitens);
    this.diagonal = acting("diagonal", diagonal, papers).or(() -> when(papers, Diagonal.KEEP));
    this.samples = Defaults.or(samples, 0.1);
    this.demean = Defaults.or(demean, true);
    this.gain = acting("gain", gain, papers).or(() -> when(papers, Gain.DEMEANED));
    this.demeanGradient = Defaults.or(demeanGradient, false);
    this.meanMomentum = Defaults.or(meanMomentum, 0.1);
    this.every = acting("every", every, checkpoints).or(() -> when(checkpoints, 100));
    this.epsilon = acting("epsilon", epsilon, whitens).or(() -> when(whitens, 1e-3));
    this.iterations = acting("iterations", iterations, iterates).or(() -> when(iterates, 5));
    this.recurrent = acting("recurrent", recurrent, papers);
    if (!whitens && rate.isEmpty()) {
      Check.present("rate", leftOut());
    }
    settings();
  }

  private <T> Optional<T> acting(String key, Optional<T> given, boolean acts) {
    if (given.isPresent() && !acts) {
      throw new BadInputException(
          "decorrelation." + key + " cannot act: the rule is " + rule.spelling());
    }
    return given;
  }

  private static <T> Optional<T> when(boolean acts, T usual) {
    return acts ? Optional.of(usual) : Optional.empty();
  }

  /** The settings for the learning floor. */
  public DecorrelationSpec settings() {
    Optional<OlderRule> older = older();
    return new DecorrelationSpec(
        older.isPresent() ? 0 : rate.orElseThrow(),
        diagonal.orElse(rule == RuleName.AHMAD_2022 ? Diagonal.REMOVE : Diagonal.KEEP),
        samples,
        demean,
        gain.orElse(Gain.OFF),
        demeanGradient,
        meanMomentum,
        older,
        recurrent.map(RecurrentKeys::settings));
  }

  private Optional<OlderRule> older() {
    return switch (rule) {
      case AHMAD_2024, AHMAD_2022 -> Optional.empty();
      case FOLDIAK -> Optional.of(new Foldiak(rate.orElseThrow()));
      case SANGER -> Optional.of(new Sanger(rate.orElseThrow()));
      case PEHLEVAN -> Optional.of(new Pehlevan(rate.orElseThrow()));
      case VOGELS -> Optional.of(new Vogels(rate.orElseThrow()));
      case ZCA -> Optional.of(new ZcaCheckpoints(every.orElseThrow(), epsilon.orElseThrow()));
      case BATCH_WHITENING -> Optional.of(new BatchWhitening(epsilon.orElseThrow(), meanMomentum));
      case NEWTON_SCHULZ ->
          Optional.of(
              new IterativeNormalization(
                  iterations.orElseThrow(), epsilon.orElseThrow(), meanMomentum));
    };
  }
}
