package dev.mho.experiments.dataset;

import dev.mho.device.random.NoiseStream;
import dev.mho.learning.layer.ImageShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The bundled handwritten digits: 1,797 images of 8 × 8 pixels in 17 grey levels, scaled to 0 … 1.
 *
 * <p>Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine
 * Learning Repository, 1998, https://doi.org/10.24432/C50P49, the file {@code optdigits.tes}; CC BY
 * 4.0.
 *
 * <p>The split into 1,437 images to learn from and 360 to test with is random, and always the same.
 */
final class Digits {
  private static final String RESOURCE = "digits.csv.gz";
  private static final int PIXELS = 64;
  private static final float WHITE = 16;
  private static final int CLASSES = 10;
  private static final int TRAIN = 1437;

  private Digits() {}

  static Dataset load() {
    List<int[]> rows = rows();
    // The file's order is that of its writers, so neither end of it stands for the whole.
    int[] order = NoiseStream.root(0).child("digits split").permutation(0, rows.size());
    return new Dataset(
        DatasetName.DIGITS.toString(),
        CLASSES,
        samples(rows, Arrays.copyOf(order, TRAIN)),
        samples(rows, Arrays.copyOfRange(order, TRAIN, order.length)),
        Optional.of(new ImageShape(8, 8, 1)));
  }

  /** The lines of the file: 64 pixels, then the label. */
  private static List<int[]> rows() {
    try (InputStream file = Digits.class.getResourceAsStream(RESOURCE);
        InputStream text = new GZIPInputStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .map(line -> Arrays.stream(line.split(",")).mapToInt(Integer::parseInt).toArray())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Samples samples(List<int[]> rows, int[] order) {
    float[] values = new float[order.length * PIXELS];
    int[] labels = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      int[] row = rows.get(order[i]);
      for (int k = 0; k < PIXELS; k++) {
        values[i * PIXELS + k] = row[k] / WHITE;
      }
      labels[i] = row[PIXELS];
    }
    return new Samples(PIXELS, values, labels);
  }
}
