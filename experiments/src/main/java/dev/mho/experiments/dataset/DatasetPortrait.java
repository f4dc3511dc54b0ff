package dev.mho.experiments.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.learning.layer.ImageShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a data set looks like in numbers.
 *
 * @param name as an experiment file spells it
 * @param train training samples
 * @param test test samples
 * @param features numbers a sample
 * @param image height × width × channels; empty if samples are no images
 * @param perClass training samples of each class
 * @param commonest share of the test samples that is right if all are put in the class that is the
 *     commonest in training
 * @param mean of all features of the training samples that were looked at
 * @param deviation of all of them
 * @param constant features that are the same in all of them
 * @param meanSquaredCorrelation mean of ρ² over all pairs of different features that vary, ρ being
 *     the correlation coefficient: what decorrelation brings down
 * @param lookedAt training samples that the last four numbers are taken from
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DatasetPortrait(
    String name,
    int train,
    int test,
    int features,
    Optional<String> image,
    int[] perClass,
    double commonest,
    double mean,
    double deviation,
    int constant,
    double meanSquaredCorrelation,
    int lookedAt) {
  /** What the key {@code mho} says. */
  public static final String KIND = "dataset/1";

  private static final int MOST_SAMPLES = 2000;

  /** Looks at a data set. */
  public static DatasetPortrait of(Dataset data) {
    int[] perClass = counts(data.train(), data.classes());
    int commonest = 0;
    for (int c = 1; c < perClass.length; c++) {
      commonest = perClass[c] > perClass[commonest] ? c : commonest;
    }
    Moments moments = new Moments(data.train());
    return new DatasetPortrait(
        data.name(),
        data.train().size(),
        data.test().size(),
        data.features(),
        data.image().map(DatasetPortrait::told),
        perClass,
        (double) counts(data.test(), data.classes())[commonest] / data.test().size(),
        moments.mean(),
        moments.deviation(),
        moments.constant(),
        moments.meanSquaredCorrelation(),
        moments.samples);
  }

  private static String told(ImageShape shape) {
    return shape.height() + " x " + shape.width() + " x " + shape.channels();
  }

  private static int[] counts(Samples samples, int classes) {
    int[] counts = new int[classes];
    for (int i = 0; i < samples.size(); i++) {
      counts[samples.label(i)]++;
    }
    return counts;
  }

  /** Lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %d training and %d test samples of %d features%s, %d classes",
            name,
            train,
            test,
            features,
            image.map(shape -> " (images of " + shape + ")").orElse(""),
            perClass.length));
    int least = Arrays.stream(perClass).min().orElseThrow();
    int most = Arrays.stream(perClass).max().orElseThrow();
    lines.add(
        String.format(
            Locale.ROOT,
            "training samples a class: %d to %d; always guessing the commonest is right in %.2f %%"
                + " of the test samples",
            least,
            most,
            100 * commonest));
    lines.add(
        String.format(
            Locale.ROOT,
            "features of the first %d training samples: mean %.4g, standard deviation %.4g, %d of"
                + " %d never change",
            lookedAt,
            mean,
            deviation,
            constant,
            features));
    lines.add(
        String.format(
            Locale.ROOT, "mean squared correlation of two features: %.4g", meanSquaredCorrelation));
    return lines;
  }

  /** Moments of the first training samples. */
  private static final class Moments {
    private final int samples;
    private final int features;
    private final double[][] centred;
    private final double[] norm;
    private double sum;
    private double square;

    private Moments(Samples all) {
      samples = Math.min(MOST_SAMPLES, all.size());
      features = all.features();
      centred = new double[features][samples];
      norm = new double[features];
      double[] one = new double[features];
      for (int i = 0; i < samples; i++) {
        all.copyFeatures(i, one);
        for (int j = 0; j < features; j++) {
          centred[j][i] = one[j];
          sum += one[j];
          square += one[j] * one[j];
        }
      }
      for (int j = 0; j < features; j++) {
        double own = Arrays.stream(centred[j]).average().orElse(0);
        for (int i = 0; i < samples; i++) {
          centred[j][i] -= own;
          norm[j] += centred[j][i] * centred[j][i];
        }
      }
    }

    private double mean() {
      return sum / samples / features;
    }

    private double deviation() {
      return Math.sqrt(Math.max(0, square / samples / features - mean() * mean()));
    }

    private boolean varies(int feature) {
      return norm[feature] > 1e-12 * samples;
    }

    private int constant() {
      int constant = 0;
      for (int j = 0; j < features; j++) {
        constant += varies(j) ? 0 : 1;
      }
      return constant;
    }

    /**
     * Σ_jk ρ² = Σ_ii' (Σ_j u_ij u_i'j)², with u the features of unit norm: in samples or in
     * features, whichever are fewer.
     */
    private double meanSquaredCorrelation() {
      List<double[]> units = new ArrayList<>();
      for (int j = 0; j < features; j++) {
        if (varies(j)) {
          double scale = 1 / Math.sqrt(norm[j]);
          units.add(Arrays.stream(centred[j]).map(v -> v * scale).toArray());
        }
      }
      int n = units.size();
      if (n < 2) {
        return 0;
      }
      double all = n <= samples ? ofRows(units) : ofRows(transposed(units));
      return Math.max(0, all - n) / ((double) n * (n - 1));
    }

    private List<double[]> transposed(List<double[]> rows) {
      List<double[]> columns = new ArrayList<>();
      for (int i = 0; i < samples; i++) {
        int column = i;
        columns.add(rows.stream().mapToDouble(row -> row[column]).toArray());
      }
      return columns;
    }

    private static double ofRows(List<double[]> rows) {
      double sum = 0;
      for (int a = 0; a < rows.size(); a++) {
        for (int b = 0; b <= a; b++) {
          double product = 0;
          double[] first = rows.get(a);
          double[] second = rows.get(b);
          for (int i = 0; i < first.length; i++) {
            product += first[i] * second[i];
          }
          sum += (a == b ? 1 : 2) * product * product;
        }
      }
      return sum;
    }
  }
}
