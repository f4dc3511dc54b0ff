package dev.mho.learning.decorrelation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * How a decorrelator learns: R ← g R − η C R.
 *
 * @param rate η ≥ 0; 0 with a mean and a gain is the control that never moves R
 * @param diagonal whether C keeps its diagonal (the paper) or loses it (pure decorrelation)
 * @param samples share of a batch that C and g are taken from: the first ⌈samples · B⌉ rows, in (0,
 *     1]; the paper's code uses a tenth
 * @param demean whether the batch mean (running mean when evaluating) is subtracted first
 * @param gain what keeps the size of the activity
 * @param demeanGradient whether the mean's own derivative is part of the backward pass (the paper's
 *     code); needs {@code demean}
 * @param meanMomentum share of a new batch in the running mean, in (0, 1]
 * @param older a rule that learns R in place of this one; rate, diagonal and gain then say nothing
 * @param recurrent whether M = R⁻¹ is held and learnt in R's place, and how it settles
 */
public record DecorrelationSpec(
    double rate,
    Diagonal diagonal,
    double samples,
    boolean demean,
    Gain gain,
    boolean demeanGradient,
    double meanMomentum,
    Optional<OlderRule> older,
    Optional<Recurrent> recurrent) {

  /**
   * The recurrent form (appendix C): τ dz/dt = (x − μ) − M z. Where M is in digital memory the
   * fixed point is solved for; on arrays it is settled to.
   *
   * @param tolerance residual ‖x − M z‖/‖x‖ over a batch at which it has settled, > 0
   * @param mostTime time after which a batch is taken as it is, > 0, in units of τ
   */
  public record Recurrent(double tolerance, double mostTime) {
    public Recurrent {
      Check.positive("tolerance", tolerance);
      Check.positive("most_time", mostTime);
    }

    /** As a rule: 0.01 and 20. */
    public static Recurrent usual() {
      return new Recurrent(1e-2, 20);
    }
  }

  /** What becomes of the diagonal of C. */
  public enum Diagonal {
    /** C = ZᵀZ/B: outputs are decorrelated and their variances evened out. */
    @JsonProperty("keep")
    KEEP,
    /** Off-diagonal part alone: outputs are decorrelated, variances left. */
    @JsonProperty("remove")
    REMOVE
  }

  /** The factor g that R is multiplied with. */
  public enum Gain {
    /** Mean of ‖x − μ‖/‖z‖: z keeps the norm of what went into R. */
    @JsonProperty("demeaned")
    DEMEANED,
    /** Mean of ‖x‖/‖z‖, the paper's code: z gets the norm of x before the mean was removed. */
    @JsonProperty("raw")
    RAW,
    /** g = 1. */
    @JsonProperty("off")
    OFF
  }

  public DecorrelationSpec {
    Check.notNegative("rate", rate);
    Check.present("diagonal", diagonal);
    Check.within("samples", samples, 1e-9, 1);
    Check.present("gain", gain);
    Check.within("mean_momentum", meanMomentum, 1e-9, 1);
    if (demeanGradient && !demean) {
      throw BadInputException.at(
          "demean-gradient",
          "true with demean: false",
          "demean-gradient only together with demean");
    }
    if (recurrent.isPresent() && (older.isPresent() || diagonal == Diagonal.REMOVE)) {
      throw new BadInputException(
          "recurrent is a form of the paper's rule with diagonal: keep; no other is local");
    }
  }

  /** A rule in its feed-forward form. */
  public DecorrelationSpec(
      double rate,
      Diagonal diagonal,
      double samples,
      boolean demean,
      Gain gain,
      boolean demeanGradient,
      double meanMomentum,
      Optional<OlderRule> older) {
    this(
        rate,
        diagonal,
        samples,
        demean,
        gain,
        demeanGradient,
        meanMomentum,
        older,
        Optional.empty());
  }

  /** The paper's rule. */
  public DecorrelationSpec(
      double rate,
      Diagonal diagonal,
      double samples,
      boolean demean,
      Gain gain,
      boolean demeanGradient,
      double meanMomentum) {
    this(rate, diagonal, samples, demean, gain, demeanGradient, meanMomentum, Optional.empty());
  }

  /** An older rule, from all rows of a batch without their mean. */
  public static DecorrelationSpec of(OlderRule rule) {
    return new DecorrelationSpec(
        0, Diagonal.KEEP, 1, true, Gain.OFF, false, 0.1, Optional.of(rule));
  }

  /** The paper's rule: diagonal kept, mean removed, like compared with like in the gain. */
  public static DecorrelationSpec ofRate(double rate) {
    return new DecorrelationSpec(rate, Diagonal.KEEP, 1, true, Gain.DEMEANED, false, 0.1);
  }

  /** Rows of a batch that C and g are taken from. */
  public int rowsOf(int batch) {
    // A share such as 0.1 is not exact in binary: 0.1 · 30 must not become 4 rows.
    return Math.max(1, (int) Math.ceil(samples * batch - 1e-9));
  }
}
