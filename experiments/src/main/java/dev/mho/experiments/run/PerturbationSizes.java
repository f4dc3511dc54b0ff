package dev.mho.experiments.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.BadInputException;
import dev.mho.experiments.spec.LearningSpec.NodePerturbationKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How large the noise of node perturbation is in each layer, beside the noise of the layer's own
 * reads before training: node perturbation on an array lives or dies by their ratio.
 *
 * @param layers first to last
 */
public record PerturbationSizes(List<Size> layers) {

  /**
   * One layer.
   *
   * @param layer counted from 0
   * @param sigma σ of the perturbation
   * @param readNoise standard deviation of a read of the same, 0 on exact tiles
   * @param ratio of the two; empty without read noise
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Size(int layer, double sigma, double readNoise, Optional<Double> ratio) {}

  /**
   * The sizes that the keys ask for.
   *
   * @param readNoise of each layer
   * @throws BadInputException if σ is to be a multiple of a noise that is not there
   */
  static PerturbationSizes of(NodePerturbationKeys keys, double[] readNoise) {
    List<Size> sizes = new ArrayList<>();
    for (int l = 0; l < readNoise.length; l++) {
      double noise = readNoise[l];
      if (keys.sigmaOverReadNoise().isPresent() && noise == 0) {
        throw new BadInputException(
            "node-perturbation.sigma-over-read-noise cannot act: reads of layer "
                + l
                + " have no noise; give sigma");
      }
      double sigma = keys.sigma().orElseGet(() -> keys.sigmaOverReadNoise().get() * noise);
      sizes.add(
          new Size(l, sigma, noise, noise > 0 ? Optional.of(sigma / noise) : Optional.empty()));
    }
    return new PerturbationSizes(sizes);
  }

  double sigma(int layer) {
    return layers.get(layer).sigma();
  }

  /** Lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Size size : layers) {
      lines.add(
          String.format(
              Locale.ROOT,
              "node perturbation, layer %d: sigma %.3g, %s",
              size.layer(),
              size.sigma(),
              size.ratio()
                  .map(
                      ratio ->
                          String.format(
                              Locale.ROOT,
                              "%.3g times the noise of a read (%.3g)%s",
                              ratio,
                              size.readNoise(),
                              ratio < 1 ? ": it may drown, try a larger one" : ""))
                  .orElse("and reads have no noise")));
    }
    return lines;
  }
}
