package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.learning.layer.ImageShape;
import java.util.Arrays;
import java.util.Optional;

/**
 * A classification task.
 *
 * @param name as an experiment file spells it
 * @param classes number of classes, ≥ 2; labels run from 0 to {@code classes − 1}
 * @param train samples to learn from
 * @param test samples never learnt from, with as many features
 * @param image shape of a sample; empty if it is no image
 */
public record Dataset(
    String name, int classes, Samples train, Samples test, Optional<ImageShape> image) {
  public Dataset {
    Check.within(name + ": classes", classes, 2, Integer.MAX_VALUE);
    if (test.features() != train.features()) {
      throw BadInputException.at(
          name + ": test", test.features() + " features", train.features() + ", as in train");
    }
    if (image.isPresent() && image.get().size() != train.features()) {
      throw BadInputException.at(
          name + ": image",
          image.get().toString(),
          "a shape of " + train.features() + " numbers, as the samples have");
    }
    requireLabels(name + ": train", train, classes);
    requireLabels(name + ": test", test, classes);
  }

  /** Samples that are no images. */
  public Dataset(String name, int classes, Samples train, Samples test) {
    this(name, classes, train, test, Optional.empty());
  }

  /** Number of features a sample. */
  public int features() {
    return train.features();
  }

  /**
   * The same task with the first samples of either part.
   *
   * @throws BadInputException if a part has not as many
   */
  public Dataset first(int train, int test) {
    Check.within(name + ": train", train, 1, this.train.size());
    Check.within(name + ": test", test, 1, this.test.size());
    return with(this.train.first(train), this.test.first(test));
  }

  /**
   * The same task tested on training samples that are held back, for choosing settings without
   * looking at the test samples. Which they are is random and always the same.
   *
   * @param held 1 to one less than there are training samples
   */
  public Dataset validation(int held) {
    Check.within(name + ": validation", held, 1, train.size() - 1);
    int[] order = NoiseStream.root(0).child("validation split").permutation(0, train.size());
    int[] kept = Arrays.copyOfRange(order, held, order.length);
    Arrays.sort(kept);
    return with(train.select(kept), train.select(Arrays.copyOf(order, held)));
  }

  /**
   * The same task with features (x − m)/s, m and s being mean and standard deviation over all
   * features of all training samples.
   *
   * @throws BadInputException if all training features are equal
   */
  public Dataset standardised() {
    return scaled(1);
  }

  /**
   * The same task with features (x − m)/s, m and s being mean and standard deviation of a channel
   * over all training samples.
   *
   * @throws BadInputException if samples are no images, or a channel is the same everywhere
   */
  public Dataset normalised() {
    ImageShape shape =
        image.orElseThrow(
            () -> new BadInputException(name + ": scale: channel needs images, and it has none"));
    return scaled(shape.channels());
  }

  private Dataset scaled(int channels) {
    FeatureScaling scaling = FeatureScaling.standard(name + ": train", train, channels);
    return with(train.scaled(scaling), test.scaled(scaling));
  }

  private Dataset with(Samples otherTrain, Samples otherTest) {
    return new Dataset(name, classes, otherTrain, otherTest, image);
  }

  private static void requireLabels(String part, Samples samples, int classes) {
    for (int i = 0; i < samples.size(); i++) {
      if (samples.label(i) >= classes) {
        throw BadInputException.at(
            part + ": label of sample " + i,
            Integer.toString(samples.label(i)),
            "a whole number from 0 to " + (classes - 1));
      }
    }
  }
}
