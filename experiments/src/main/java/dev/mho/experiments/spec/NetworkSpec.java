package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.learning.layer.Activation;
import dev.mho.learning.layer.Identity;
import dev.mho.learning.layer.LeakyRelu;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shape of the network.
 *
 * @param kind only {@code dense} so far
 * @param hidden units of the hidden layers; may be empty
 * @param activation of the hidden layers: one name for all, or a list with one for each
 */
public record NetworkSpec(
    Kind kind,
    List<Integer> hidden,
    @JsonFormat(
            with = {
              JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
              JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
            })
        List<ActivationName> activation) {

  /** Kinds of network. */
  public enum Kind {
    /** Every unit sees every unit of the layer below. */
    @JsonProperty("dense")
    DENSE
  }

  /** Activations by name. */
  public enum ActivationName {
    /** Leaky ReLU with the paper's slope of 0.01. */
    @JsonProperty("leaky-relu")
    LEAKY_RELU,
    /** ReLU: slope 0 below zero. */
    @JsonProperty("relu")
    RELU,
    /** None. */
    @JsonProperty("identity")
    IDENTITY;

    /** The activation itself. */
    public Activation activation() {
      return switch (this) {
        case LEAKY_RELU -> new LeakyRelu(0.01);
        case RELU -> new LeakyRelu(0);
        case IDENTITY -> new Identity();
      };
    }
  }

  public NetworkSpec {
    kind = Defaults.or(kind, Kind.DENSE);
    Check.present("hidden", hidden);
    hidden = Defaults.list("hidden", hidden);
    hidden.forEach(units -> Check.within("hidden", units, 1, 1 << 20));
    activation =
        Defaults.list("activation", Defaults.or(activation, List.of(ActivationName.LEAKY_RELU)));
    if (activation.size() != 1 && activation.size() != hidden.size()) {
      throw BadInputException.at(
          "activation",
          activation.size() + " names",
          "one name, or one for each of the " + hidden.size() + " hidden layers");
    }
  }

  /** The activation of each hidden layer. */
  public List<Activation> activations() {
    return IntStream.range(0, hidden.size())
        .mapToObj(l -> activation.get(activation.size() == 1 ? 0 : l).activation())
        .toList();
  }
}
