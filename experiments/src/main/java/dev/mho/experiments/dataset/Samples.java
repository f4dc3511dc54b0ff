package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Arrays;
import java.util.Objects;

/**
 * Samples with a class label each. Features lie in memory as they were read, a byte a pixel where
 * the file has bytes, and are scaled when they are asked for.
 */
public final class Samples {
  /** One flat row of features after the other. */
  private sealed interface Store permits Bytes, Floats {
    float at(int index);
  }

  private record Bytes(byte[] values) implements Store {
    @Override
    public float at(int index) {
      return (values[index] & 0xFF) / 255f;
    }
  }

  private record Floats(float[] values) implements Store {
    @Override
    public float at(int index) {
      return values[index];
    }
  }

  private final int features;
  private final Store store;
  private final int[] labels;
  private final int[] rows;
  private final FeatureScaling scaling;

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
    this(features, new Floats(values), labels, everyRow(labels.length), FeatureScaling.NONE);
    requireFit(features, values.length, labels);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw BadInputException.at(
            "sample " + i / features + ", feature " + i % features,
            Float.toString(values[i]),
            "a finite number");
      }
    }
  }

  /**
   * Samples over unsigned bytes: 0 to 255 stands for 0 to 1. The arrays are not copied and must not
   * change afterwards.
   *
   * @throws BadInputException if the lengths do not fit or a label is negative
   */
  public static Samples ofBytes(int features, byte[] values, int[] labels) {
    requireFit(features, values.length, labels);
    return new Samples(
        features, new Bytes(values), labels, everyRow(labels.length), FeatureScaling.NONE);
  }

  private Samples(int features, Store store, int[] labels, int[] rows, FeatureScaling scaling) {
    this.features = features;
    this.store = store;
    this.labels = labels;
    this.rows = rows;
    this.scaling = scaling;
  }

  private static int[] everyRow(int size) {
    int[] rows = new int[size];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private static void requireFit(int features, int values, int[] labels) {
    Check.within("features", features, 1, Integer.MAX_VALUE);
    Check.within("samples", labels.length, 1, Integer.MAX_VALUE);
    if (values != (long) features * labels.length) {
      throw BadInputException.at(
          "samples", values + " values", labels.length + " labels times " + features + " features");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        throw BadInputException.at(
            "label of sample " + i, Integer.toString(labels[i]), "a whole number >= 0");
      }
    }
  }

  /** Number of samples, ≥ 1. */
  public int size() {
    return rows.length;
  }

  /** Number of features a sample, ≥ 1. */
  public int features() {
    return features;
  }

  /** The class of a sample, ≥ 0. */
  public int label(int sample) {
    return labels[rows[Objects.checkIndex(sample, rows.length)]];
  }

  /** Writes the features of a sample into {@code into[0 … features − 1]}. */
  public void copyFeatures(int sample, double[] into) {
    int from = rows[Objects.checkIndex(sample, rows.length)] * features;
    for (int i = 0; i < features; i++) {
      into[i] = scaling.scaled(store.at(from + i), i);
    }
  }

  /** What a feature is that the file gives as 0: a black pixel. */
  double zero(int feature) {
    return scaling.scaled(0, feature);
  }

  /** The same samples, scaled in place of how they were. */
  Samples scaled(FeatureScaling other) {
    return new Samples(features, store, labels, rows, other);
  }

  /**
   * The first samples, sharing this memory.
   *
   * @param n 1 to {@link #size()}
   * @throws BadInputException if there are not as many
   */
  public Samples first(int n) {
    return only(Arrays.copyOf(rows, Check.within("samples", n, 1, rows.length)));
  }

  /** The samples of this order, sharing this memory. */
  Samples select(int[] order) {
    return only(Arrays.stream(order).map(i -> rows[i]).toArray());
  }

  private Samples only(int[] kept) {
    return new Samples(features, store, labels, kept, scaling);
  }
}
