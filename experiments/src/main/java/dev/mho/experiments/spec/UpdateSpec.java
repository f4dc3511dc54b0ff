package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

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
 * @param scheme which way
 * @param optimizer for scheme digital, and for mixed-precision in place of a rate
 * @param rate learning rate > 0 for every scheme but digital
 * @param damping λ > 0 for scheme natural-gradient, a share of the mean eigenvalue; 0.01 if left
 *     out
 * @param mixedPrecision for scheme mixed-precision
 * @param transfer for the schemes with a fast array: tiki-taka, tiki-taka-2, chopped, agad
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record UpdateSpec(
    Scheme scheme,
    Optional<OptimizerKeys> optimizer,
    Optional<Double> rate,
    Optional<Double> damping,
    Optional<MixedPrecisionKeys> mixedPrecision,
    Optional<TransferKeys> transfer) {

  /** Schemes by name. */
  public enum Scheme {
    /** An optimiser on weights in digital memory. */
    @JsonProperty("digital")
    DIGITAL("digital"),
    /** SGD by outer products in the array. */
    @JsonProperty("pulsed")
    PULSED("pulsed"),
    /** Changes gather in digital memory until they are worth a pulse. */
    @JsonProperty("mixed-precision")
    MIXED_PRECISION("mixed-precision"),
    /** Gradients gather on a fast array, and the weights follow it. */
    @JsonProperty("tiki-taka")
    TIKI_TAKA("tiki-taka"),
    /** The same through a digital memory. */
    @JsonProperty("tiki-taka-2")
    TIKI_TAKA_2("tiki-taka-2"),
    /** The same, the signs of the fast array's lines turning now and then. */
    @JsonProperty("chopped")
    CHOPPED("chopped"),
    /** The same, the fast array read against where it was a period ago. */
    @JsonProperty("agad")
    AGAD("agad"),
    /** Natural gradient, layer by layer: an exact reference. */
    @JsonProperty("natural-gradient")
    NATURAL_GRADIENT("natural-gradient");

    private final String label;

    Scheme(String label) {
      this.label = label;
    }

    /** Name in files. */
    public String label() {
      return label;
    }

    /** Whether weights sit on arrays while they learn, if there is hardware. */
    public boolean learnsOnArrays() {
      return this != DIGITAL && this != NATURAL_GRADIENT;
    }

    /** Whether a fast array gathers gradients. */
    public boolean transfers() {
      return this == TIKI_TAKA || this == TIKI_TAKA_2 || this == CHOPPED || this == AGAD;
    }
  }

  /**
   * Exactly one optimiser.
   *
   * @param adam adaptive moments (Kingma and Ba 2015)
   * @param sgd gradient descent, with momentum if wanted
   */
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

  /**
   * {@link Adam}; all but the rate may be left out.
   *
   * @param rate α > 0
   * @param beta1 decay of the first moment in [0, 1), 0.9 if left out
   * @param beta2 decay of the second moment in [0, 1), 0.999 if left out
   * @param epsilon > 0, 1e-8 if left out
   */
  public record AdamKeys(Double rate, Double beta1, Double beta2, Double epsilon) {
    public AdamKeys {
      Check.present("rate", rate);
      beta1 = Defaults.or(beta1, 0.9);
      beta2 = Defaults.or(beta2, 0.999);
      epsilon = Defaults.or(epsilon, 1e-8);
      new Adam(rate, beta1, beta2, epsilon);
    }
  }

  /**
   * {@link Sgd}; momentum may be left out.
   *
   * @param rate > 0
   * @param momentum in [0, 1), 0 if left out
   */
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
    if (scheme == Scheme.MIXED_PRECISION && optimizer.isPresent() == rate.isPresent()) {
      throw new BadInputException(
          "scheme mixed-precision takes either a rate or an optimizer (adam or sgd)");
    }
    boolean optimized = scheme == Scheme.DIGITAL || scheme == Scheme.MIXED_PRECISION;
    if (!optimized && (rate.isEmpty() || optimizer.isPresent())) {
      throw new BadInputException("scheme " + scheme.label() + " takes a rate and no optimizer");
    }
    if (scheme != Scheme.NATURAL_GRADIENT && damping.isPresent()) {
      throw new BadInputException("damping cannot act: the scheme is not natural-gradient");
    }
    if (scheme == Scheme.NATURAL_GRADIENT) {
      damping = Optional.of(damping.orElse(0.01));
    }
    mixedPrecision =
        only("mixed-precision", mixedPrecision, scheme == Scheme.MIXED_PRECISION)
            .or(() -> Optional.of(MixedPrecisionKeys.usual()))
            .filter(keys -> scheme == Scheme.MIXED_PRECISION);
    if (optimizer.isPresent() && mixedPrecision.filter(MixedPrecisionKeys::quantises).isPresent()) {
      throw new BadInputException(
          "input-levels and error-levels cannot act with an optimizer: it computes the gradient;"
              + " use a rate");
    }
    transfer =
        only("transfer", transfer, scheme.transfers())
            .or(() -> Optional.of(TransferKeys.usual()))
            .filter(keys -> scheme.transfers())
            .map(keys -> keys.filledIn(scheme));
    rate.ifPresent(r -> Check.positive("rate", r));
    damping.ifPresent(d -> Check.positive("damping", d));
  }

  /** Changes in digital memory, by plain descent. */
  static UpdateSpec digital() {
    return new UpdateSpec(
        Scheme.DIGITAL,
        Optional.of(new OptimizerKeys(Optional.empty(), Optional.of(new SgdKeys(1.0, leftOut())))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static <T> Optional<T> only(String key, Optional<T> keys, boolean acts) {
    if (keys.isPresent() && !acts) {
      throw new BadInputException(key + " cannot act: the scheme is another one");
    }
    return keys;
  }
}
