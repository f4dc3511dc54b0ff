package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.learning.layer.Activation;
import dev.mho.learning.layer.ConvolutionSpec;
import dev.mho.learning.layer.Identity;
import dev.mho.learning.layer.LeakyRelu;
import dev.mho.learning.layer.MaxPool;
import dev.mho.learning.layer.PatchExtraction;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The shape of the network: convolutions, if any, then hidden dense layers, then the outputs.
 *
 * @param kind dense or convolutional, or a network of the paper by name, which stands for its
 *     layers
 * @param convolutions first to last; only in a convolutional network
 * @param hidden units of the hidden dense layers; may be empty
 * @param activation of all layers but the last: one name for all, or a list with one for each
 */
public record NetworkSpec(
    Kind kind,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ConvolutionKeys> convolutions,
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
    DENSE,
    /** Convolutions come first. */
    @JsonProperty("convolutional")
    CONVOLUTIONAL,
    /** Four hidden layers of 1000 units (Ahmad 2024, table 1). */
    @JsonProperty("paper-dense")
    PAPER_DENSE,
    /**
     * Two convolutions of 32 channels, a pool, two of 64, a pool, and 1000 units (Ahmad 2024, table
     * 1).
     */
    @JsonProperty("paper-conv")
    PAPER_CONV
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

  /**
   * One convolution.
   *
   * @param channels units at each place, ≥ 1
   * @param kernel side of a patch in pixels, 3 if left out
   * @param padding rim of zeros around the image, 1 if left out
   * @param stride step from patch to patch, 1 if left out
   * @param pool side of the squares whose largest is handed on; none if left out
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ConvolutionKeys(
      Integer channels, Integer kernel, Integer padding, Integer stride, Optional<Integer> pool) {
    public ConvolutionKeys {
      Check.present("channels", channels);
      kernel = Defaults.or(kernel, 3);
      padding = Defaults.or(padding, 1);
      stride = Defaults.or(stride, 1);
      settings(channels, kernel, padding, stride, pool, new Identity());
    }

    private static ConvolutionKeys ofPaper(int channels, boolean pooled) {
      return new ConvolutionKeys(
          channels, leftOut(), leftOut(), leftOut(), pooled ? Optional.of(2) : Optional.empty());
    }

    private ConvolutionSpec settings(Activation activation) {
      return settings(channels, kernel, padding, stride, pool, activation);
    }

    private static ConvolutionSpec settings(
        int channels,
        int kernel,
        int padding,
        int stride,
        Optional<Integer> pool,
        Activation activation) {
      PatchExtraction extraction = new PatchExtraction(kernel, padding, stride);
      return new ConvolutionSpec(channels, extraction, pool.map(MaxPool::new), activation);
    }
  }

  public NetworkSpec {
    convolutions = Defaults.list("convolutions", Defaults.or(convolutions, List.of()));
    if (kind == Kind.PAPER_DENSE || kind == Kind.PAPER_CONV) {
      if (!convolutions.isEmpty() || hidden != null) {
        throw new BadInputException(
            "convolutions and hidden cannot act: a network of the paper has its own layers");
      }
      boolean convolutional = kind == Kind.PAPER_CONV;
      kind = convolutional ? Kind.CONVOLUTIONAL : Kind.DENSE;
      hidden = Collections.nCopies(convolutional ? 1 : 4, 1000);
      convolutions =
          convolutional
              ? List.of(
                  ConvolutionKeys.ofPaper(32, false),
                  ConvolutionKeys.ofPaper(32, true),
                  ConvolutionKeys.ofPaper(64, false),
                  ConvolutionKeys.ofPaper(64, true))
              : List.of();
    }
    kind = Defaults.or(kind, convolutions.isEmpty() ? Kind.DENSE : Kind.CONVOLUTIONAL);
    if ((kind == Kind.CONVOLUTIONAL) == convolutions.isEmpty()) {
      throw new BadInputException(
          convolutions.isEmpty()
              ? "convolutions: missing; a convolutional network has at least one"
              : "convolutions cannot act: the kind is dense");
    }
    Check.present("hidden", hidden);
    hidden = Defaults.list("hidden", hidden);
    hidden.forEach(units -> Check.within("hidden", units, 1, 1 << 20));
    activation =
        Defaults.list("activation", Defaults.or(activation, List.of(ActivationName.LEAKY_RELU)));
    int layers = convolutions.size() + hidden.size();
    if (activation.size() != 1 && activation.size() != layers) {
      throw BadInputException.at(
          "activation",
          activation.size() + " names",
          "one name, or one for each of the " + layers + " hidden layers");
    }
  }

  /** Number of weighted layers. */
  public int depth() {
    return convolutions.size() + hidden.size() + 1;
  }

  /** The activation of each hidden dense layer. */
  public List<Activation> activations() {
    return IntStream.range(0, hidden.size())
        .mapToObj(l -> activation(convolutions.size() + l))
        .toList();
  }

  /** The convolutions with their activations. */
  public List<ConvolutionSpec> convolutionSpecs() {
    return IntStream.range(0, convolutions.size())
        .mapToObj(l -> convolutions.get(l).settings(activation(l)))
        .toList();
  }

  private Activation activation(int layer) {
    return activation.get(activation.size() == 1 ? 0 : layer).activation();
  }
}
