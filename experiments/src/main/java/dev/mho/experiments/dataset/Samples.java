package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Arrays;
import java.util.Objects;

/** Samples with a class label each: one flat row of features after the other. */
public final class Samples {
  private final int size;
  private final int features;
  private final float[] values;
  private final int[] labels;

  /**
   * Samples over the given arrays. They are not copied, for they may be large, and must not change
   * afterwards.
   *
   * @param features values a sample, ≥ 1
   * @param values all features, sample after sample; finite
   * @param labels the class of each sample, ≥ 0; at least one
   * @throws BadInputException if the lengths do not fit or a value or label is out of range
   */
  public Samples(int features, float[] values, int[] labels) {
    this(labels.length, features, values, labels);
    Check.within("features", features, 1, Integer.MAX_VALUE);
    Check.within("samples", labels.length, 1, Integer.MAX_VALUE);
    if (values.length != (long) features * labels.length) {
      throw BadInputException.at(
          "samples",
          values.length + " values",
          labels.length + " labels times " + features + " features");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw BadInputException.at(
            "sample " + i / features + ", feature " + i % features,
            Float.toString(values[i]),
            "a finite number");
      }
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw BadInputException.at(
            "label of sample " + i, Integer.toString(labels[i]), "a whole number >= 0");
      }
    }
  }

  private Samples(int size, int features, float[] values, int[] labels) {
    this.size = size;
    this.features = features;
    this.values = values;
    this.labels = labels;
  }

  /** Number of samples, ≥ 1. */
  public int size() {
    return size;
  }

  /** Number of features a sample, ≥ 1. */
  public int features() {
    return features;
  }

  /** The class of a sample, ≥ 0. */
  public int label(int sample) {
    return labels[Objects.checkIndex(sample, size)];
  }

  /** Writes the features of a sample into {@code into[0 … features − 1]}. */
  public void copyFeatures(int sample, double[] into) {
    int from = Objects.checkIndex(sample, size) * features;
    for (int i = 0; i < features; i++) {
      into[i] = values[from + i];
    }
  }

  /** The same samples with features (x − offset)/unit. */
  Samples rescaled(double offset, double unit) {
    float[] scaled = new float[size * features];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) ((values[i] - offset) / unit);
    }
    return new Samples(features, scaled, Arrays.copyOf(labels, size));
  }

  /**
   * The first samples, sharing this memory.
   *
   * @param n 1 to {@link #size()}
   * @throws BadInputException if there are not as many
   */
  public Samples first(int n) {
    return new Samples(Check.within("samples", n, 1, size), features, values, labels);
  }
}
