package dev.mho.learning.layer;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * One convolution of a network.
 *
 * @param channels units at each place, ≥ 1
 * @param extraction which patches they see
 * @param pool what their images go through at the end
 * @param activation φ
 */
public record ConvolutionSpec(
    int channels, PatchExtraction extraction, Optional<MaxPool> pool, Activation activation) {
  public ConvolutionSpec {
    Check.within("channels", channels, 1, 1 << 20);
  }

  /** Shape of what it hands on. */
  public ImageShape output(ImageShape input) {
    ImageShape grid = extraction.grid(input, channels);
    return pool.map(p -> p.pooled(grid)).orElse(grid);
  }
}
