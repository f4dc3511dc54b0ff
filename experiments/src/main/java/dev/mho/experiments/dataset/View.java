package dev.mho.experiments.dataset;

import dev.mho.device.random.NoiseStream;
import dev.mho.learning.layer.ImageShape;
import java.util.Optional;

/** How a network gets to see samples. */
public interface View {

  /** Numbers a sample. */
  int features();

  /** Shape of a sample; empty if it is no image. */
  Optional<ImageShape> image();

  /**
   * A sample for training.
   *
   * @param epoch draws what is random; a sample is seen the same way in the same epoch
   */
  void train(Samples samples, int sample, NoiseStream epoch, double[] into);

  /** A sample for testing: nothing is random. */
  void test(Samples samples, int sample, double[] into);

  /** Samples as they are. */
  static View plain(Dataset data) {
    return new View() {
      @Override
      public int features() {
        return data.features();
      }

      @Override
      public Optional<ImageShape> image() {
        return data.image();
      }

      @Override
      public void train(Samples samples, int sample, NoiseStream epoch, double[] into) {
        samples.copyFeatures(sample, into);
      }

      @Override
      public void test(Samples samples, int sample, double[] into) {
        samples.copyFeatures(sample, into);
      }
    };
  }
}
