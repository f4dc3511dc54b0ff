package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.learning.aware.HardwareAwareTile;
import dev.mho.learning.aware.WeightClip;
import dev.mho.learning.aware.WeightModifier;
import dev.mho.learning.network.TileFactory;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Exact training that foresees hardware.
 *
 * @param modifier what becomes of the weights in every step; nothing if left out
 * @param clip their bound after every step; none if left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HardwareAwareKeys(Optional<ModifierKeys> modifier, Optional<ClipKeys> clip) {
  public HardwareAwareKeys {
    if (modifier.isEmpty() && clip.isEmpty()) {
      throw new BadInputException("hardware-aware cannot act: neither a modifier nor a clip");
    }
  }

  /**
   * Exactly one {@link WeightModifier}.
   *
   * @param discretise the nearest of evenly spaced levels
   * @param dorefa squeezed by tanh, then the nearest level
   * @param additiveNormal the same normal noise on all weights
   * @param multiplicativeNormal normal noise in proportion to each weight
   * @param dropConnect some weights are zero
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ModifierKeys(
      Optional<WeightModifier.Discretise> discretise,
      Optional<WeightModifier.Dorefa> dorefa,
      Optional<WeightModifier.AdditiveNormal> additiveNormal,
      Optional<WeightModifier.MultiplicativeNormal> multiplicativeNormal,
      Optional<WeightModifier.DropConnect> dropConnect) {
    public ModifierKeys {
      long given =
          Stream.of(discretise, dorefa, additiveNormal, multiplicativeNormal, dropConnect)
              .filter(Optional::isPresent)
              .count();
      if (given != 1) {
        throw new BadInputException(
            "one modifier is needed; allowed: discretise, dorefa, additive-normal,"
                + " multiplicative-normal or drop-connect");
      }
    }

    WeightModifier settings() {
      return discretise
          .<WeightModifier>map(m -> m)
          .or(() -> dorefa)
          .or(() -> additiveNormal)
          .or(() -> multiplicativeNormal)
          .or(() -> dropConnect)
          .orElseThrow();
    }
  }

  /**
   * Exactly one {@link WeightClip}.
   *
   * @param fixed at one value
   * @param layerGaussian at a number of standard deviations of the layer's weights
   * @param averageChannelMax at the mean over outputs of their largest weight
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ClipKeys(
      Optional<WeightClip.Fixed> fixed,
      Optional<WeightClip.LayerGaussian> layerGaussian,
      Optional<WeightClip.AverageChannelMax> averageChannelMax) {
    public ClipKeys {
      long given =
          Stream.of(fixed, layerGaussian, averageChannelMax).filter(Optional::isPresent).count();
      if (given != 1) {
        throw new BadInputException(
            "one clip is needed; allowed: fixed, layer-gaussian or average-channel-max");
      }
    }

    WeightClip settings() {
      return fixed
          .<WeightClip>map(c -> c)
          .or(() -> layerGaussian)
          .or(() -> averageChannelMax)
          .orElseThrow();
    }
  }

  /** Exact tiles, those of weights hardware-aware. */
  public TileFactory tiles(NoiseStream draws, Precision precision, Products products) {
    TileFactory exact = TileFactory.exact(precision, products);
    return (purpose, layer, start) ->
        purpose == TileFactory.Purpose.WEIGHTS
            ? new HardwareAwareTile(
                start,
                modifier.map(ModifierKeys::settings),
                clip.map(ClipKeys::settings),
                draws.child(layer),
                precision,
                products)
            : exact.make(purpose, layer, start);
  }
}
