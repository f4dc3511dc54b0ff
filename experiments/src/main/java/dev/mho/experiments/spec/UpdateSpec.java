package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.learning.optimizer.Adam;
import dev.mho.learning.optimizer.Optimizer;
import dev.mho.learning.optimizer.Sgd;
import java.util.Optional;

/**
 * How weights are changed.
 *
 * @param scheme digital: an optimiser on digital memory; pulsed: outer products go to the array
 * @param optimizer for scheme digital
 * @param rate learning rate > 0 for schemes pulsed and natural-gradient
 * @param damping λ > 0 for scheme natural-gradient, a share of the mean eigenvalue; 0.01 if left
 *     out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record UpdateSpec(
    Scheme scheme,
    Optional<OptimizerKeys> optimizer,
    Optional<Double> rate,
    Optional<Double> damping) {

  /** Schemes by name. */
  public enum Scheme {
    /** An optimiser on weights in digital memory. */
    @JsonProperty("digital")
    DIGITAL,
    /** SGD by outer products in the array. */
    @JsonProperty("pulsed")
    PULSED,
    /** Natural gradient, layer by layer: an exact reference. */
    @JsonProperty("natural-gradient")
    NATURAL_GRADIENT
  }

  /** Exactly one optimiser. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record OptimizerKeys(Optional<AdamKeys> adam, Optional<SgdKeys> sgd) {
    public OptimizerKeys {
      if (adam.isPresent() == sgd.isPresent()) {
        throw new BadInputException("one optimizer is needed; allowed: adam or sgd");
      }
    }

    /** The optimiser itself. */
    public Optimizer settings() {
      return adam.<Optimizer>map(a -> new Adam(a.rate, a.beta1, a.beta2, a.epsilon))
          .orElseGet(() -> new Sgd(sgd.get().rate, sgd.get().momentum));
    }
  }

  /** {@link Adam}; all but the rate may be left out. */
  public record AdamKeys(Double rate, Double beta1, Double beta2, Double epsilon) {
    public AdamKeys {
      Check.present("rate", rate);
      beta1 = Defaults.or(beta1, 0.9);
      beta2 = Defaults.or(beta2, 0.999);
      epsilon = Defaults.or(epsilon, 1e-8);
      new Adam(rate, beta1, beta2, epsilon);
    }
  }

  /** {@link Sgd}; momentum may be left out. */
  public record SgdKeys(Double rate, Double momentum) {
    public SgdKeys {
      Check.present("rate", rate);
      momentum = Defaults.or(momentum, 0.0);
      new Sgd(rate, momentum);
    }
  }

  public UpdateSpec {
    Check.present("scheme", scheme);
    if (scheme == Scheme.DIGITAL && (optimizer.isEmpty() || rate.isPresent())) {
      throw new BadInputException(
          "scheme digital takes an optimizer (adam or sgd) and no rate of its own");
    }
    if (scheme == Scheme.PULSED && (rate.isEmpty() || optimizer.isPresent())) {
      throw new BadInputException("scheme pulsed takes a rate and no optimizer");
    }
    if (scheme == Scheme.NATURAL_GRADIENT && (rate.isEmpty() || optimizer.isPresent())) {
      throw new BadInputException("scheme natural-gradient takes a rate and no optimizer");
    }
    if (scheme != Scheme.NATURAL_GRADIENT && damping.isPresent()) {
      throw new BadInputException("damping cannot act: the scheme is not natural-gradient");
    }
    if (scheme == Scheme.NATURAL_GRADIENT) {
      damping = Optional.of(damping.orElse(0.01));
    }
    rate.ifPresent(r -> Check.positive("rate", r));
    damping.ifPresent(d -> Check.positive("damping", d));
  }
}
