package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.learning.credit.NodePerturbation;
import dev.mho.learning.loss.Loss;
import java.util.Optional;

/**
 * How the network learns.
 *
 * @param credit which rule assigns credit
 * @param nodePerturbation settings of that rule; only with it
 * @param derivative what direct feedback alignment does with φ'; only with it
 * @param decorrelation in front of every layer; none if left out
 * @param loss cross-entropy if left out
 * @param update scheme and rates
 * @param hardwareAware exact training that foresees hardware; only with scheme digital
 * @param batch samples a step, ≥ 1; 64 if left out
 * @param epochs passes over the training samples, ≥ 1; 10 if left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LearningSpec(
    CreditName credit,
    Optional<NodePerturbationKeys> nodePerturbation,
    Optional<Derivative> derivative,
    Optional<DecorrelationKeys> decorrelation,
    Loss loss,
    UpdateSpec update,
    Optional<HardwareAwareKeys> hardwareAware,
    Integer batch,
    Integer epochs) {

  /** Rules by name. */
  public enum CreditName {
    /** The error goes back through the weights. */
    @JsonProperty("backpropagation")
    BACKPROPAGATION,
    /** The error goes back through fixed random matrices. */
    @JsonProperty("feedback-alignment")
    FEEDBACK_ALIGNMENT,
    /** The output's error goes to every layer through fixed random matrices. */
    @JsonProperty("direct-feedback-alignment")
    DIRECT_FEEDBACK_ALIGNMENT,
    /** Noise on all units, and whether it helped. */
    @JsonProperty("node-perturbation")
    NODE_PERTURBATION
  }

  /** What becomes of φ' in direct feedback alignment. */
  public enum Derivative {
    /** It is multiplied in. */
    @JsonProperty("true")
    TRUE,
    /** It is left out. */
    @JsonProperty("straight-through")
    STRAIGHT_THROUGH
  }

  /**
   * {@link NodePerturbation.Settings}; every key may be left out.
   *
   * @param sigma σ > 0, 1e-3 if neither size is given
   * @param sigmaOverReadNoise σ of each layer as a multiple of the noise of its own reads at the
   *     start; in place of {@code sigma}, and only where reads are noisy
   * @param antithetic whether +ξ and −ξ are both run
   * @param activity whether the activity-based form is used; not together with antithetic
   * @param draws perturbations a sample, ≥ 1
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record NodePerturbationKeys(
      Optional<Double> sigma,
      Optional<Double> sigmaOverReadNoise,
      Boolean antithetic,
      Boolean activity,
      Integer draws) {
    public NodePerturbationKeys {
      if (sigma.isPresent() && sigmaOverReadNoise.isPresent()) {
        throw new BadInputException("sigma and sigma-over-read-noise: only one of the two");
      }
      if (sigma.isEmpty() && sigmaOverReadNoise.isEmpty()) {
        sigma = Optional.of(1e-3);
      }
      sigmaOverReadNoise.ifPresent(ratio -> Check.positive("sigma-over-read-noise", ratio));
      antithetic = Defaults.or(antithetic, false);
      activity = Defaults.or(activity, false);
      draws = Defaults.or(draws, 1);
      if (activity && sigmaOverReadNoise.isPresent()) {
        throw new BadInputException(
            "sigma-over-read-noise: activity: true takes one sigma for all layers");
      }
      new NodePerturbation.Settings(sigma.orElse(1.0), antithetic, activity, draws);
    }

    /** The settings for the learning floor. */
    public NodePerturbation.Settings settings() {
      return new NodePerturbation.Settings(sigma.orElse(1.0), antithetic, activity, draws);
    }
  }

  public LearningSpec {
    Check.present("credit", credit);
    Check.present("update", update);
    if (hardwareAware.isPresent() && update.scheme() != UpdateSpec.Scheme.DIGITAL) {
      throw new BadInputException(
          "hardware-aware cannot act with scheme "
              + update.scheme().label()
              + ": it is for exact training, scheme digital");
    }
    loss = Defaults.or(loss, Loss.CROSS_ENTROPY);
    batch = Check.within("batch", Defaults.or(batch, 64), 1, 1 << 20);
    epochs = Check.within("epochs", Defaults.or(epochs, 10), 1, 1_000_000);
    if (credit == CreditName.NODE_PERTURBATION && nodePerturbation.isEmpty()) {
      nodePerturbation =
          Optional.of(
              new NodePerturbationKeys(
                  Optional.empty(), Optional.empty(), leftOut(), leftOut(), leftOut()));
    }
    if (credit == CreditName.DIRECT_FEEDBACK_ALIGNMENT && derivative.isEmpty()) {
      derivative = Optional.of(Derivative.TRUE);
    }
    if (credit != CreditName.NODE_PERTURBATION && nodePerturbation.isPresent()) {
      throw new BadInputException("node-perturbation cannot act: credit is another rule");
    }
    if (credit != CreditName.DIRECT_FEEDBACK_ALIGNMENT && derivative.isPresent()) {
      throw new BadInputException("derivative cannot act: credit is not direct-feedback-alignment");
    }
  }

  /** The same with weights that change in digital memory. */
  LearningSpec digital() {
    return new LearningSpec(
        credit,
        nodePerturbation,
        derivative,
        decorrelation,
        loss,
        UpdateSpec.digital(),
        Optional.empty(),
        batch,
        epochs);
  }

  /** Whether the rule has feedback matrices. */
  public boolean hasFeedback() {
    return credit == CreditName.FEEDBACK_ALIGNMENT
        || credit == CreditName.DIRECT_FEEDBACK_ALIGNMENT;
  }
}
