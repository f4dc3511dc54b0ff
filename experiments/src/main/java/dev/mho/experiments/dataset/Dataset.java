package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * A classification task.
 *
 * @param name as an experiment file spells it
 * @param classes number of classes, ≥ 2; labels run from 0 to {@code classes − 1}
 * @param train samples to learn from
 * @param test samples never learnt from, with as many features
 */
public record Dataset(String name, int classes, Samples train, Samples test) {
  public Dataset {
    Check.within(name + ": classes", classes, 2, Integer.MAX_VALUE);
    if (test.features() != train.features()) {
      throw BadInputException.at(
          name + ": test", test.features() + " features", train.features() + ", as in train");
    }
    requireLabels(name + ": train", train, classes);
    requireLabels(name + ": test", test, classes);
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
    return new Dataset(name, classes, this.train.first(train), this.test.first(test));
  }

  /**
   * The same task with features (x − m)/s, m and s being mean and standard deviation over all
   * features of all training samples.
   *
   * @throws BadInputException if all training features are equal
   */
  public Dataset standardised() {
    double mean = 0;
    double square = 0;
    long count = (long) train.size() * features();
    double[] row = new double[features()];
    for (int i = 0; i < train.size(); i++) {
      train.copyFeatures(i, row);
      for (double x : row) {
        mean += x / count;
        square += x * x / count;
      }
    }
    double deviation = Math.sqrt(square - mean * mean);
    if (!(deviation > 0)) {
      throw BadInputException.at(
          name + ": train", "features that are all equal", "features that differ");
    }
    return new Dataset(
        name, classes, train.rescaled(mean, deviation), test.rescaled(mean, deviation));
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
