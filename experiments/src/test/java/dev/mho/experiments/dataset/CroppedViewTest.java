package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.learning.layer.ImageShape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Squares cut out of images. */
class CroppedViewTest {
  private static final ImageShape SHAPE = new ImageShape(3, 3, 2);
  private static final NoiseStream EPOCH = NoiseStream.root(1);

  /** Pixel p holds p + 1 and −(p + 1). */
  private static final Samples IMAGES = images(4000);

  @Test
  void theMiddleIsTested() {
    double[] cut = new double[2];
    new CroppedView(SHAPE, 1, 0, true).test(IMAGES, 0, cut);
    assertArrayEquals(new double[] {5, -5}, cut);
  }

  @Test
  void aPaddedCropOfTheWholeSizeTestsTheWholeImage() {
    double[] whole = new double[SHAPE.size()];
    double[] cut = new double[SHAPE.size()];
    IMAGES.copyFeatures(0, whole);
    new CroppedView(SHAPE, 3, 2, true).test(IMAGES, 0, cut);
    assertArrayEquals(whole, cut);
  }

  /** Nine places and two directions: 4000 · (1/18), within five standard deviations. */
  @Test
  void everyPlaceAndDirectionIsSeenAsOften() {
    CroppedView view = new CroppedView(SHAPE, 3, 1, true);
    Map<String, Integer> seen = new HashMap<>();
    double[] cut = new double[SHAPE.size()];
    for (int i = 0; i < IMAGES.size(); i++) {
      view.train(IMAGES, i, EPOCH, cut);
      seen.merge(Arrays.toString(cut), 1, Integer::sum);
    }
    assertEquals(18, seen.size());
    double expected = IMAGES.size() / 18.0;
    double deviation = Math.sqrt(expected * 17 / 18);
    seen.values().forEach(n -> assertTrue(Math.abs(n - expected) < 5 * deviation, "seen " + n));
    // Moved down and right by one: the rim is black, channels stay together.
    assertTrue(
        seen.containsKey(
            Arrays.toString(
                new double[] {0, 0, 0, 0, 0, 0, 0, 0, 1, -1, 2, -2, 0, 0, 4, -4, 5, -5})));
    // Turned left to right.
    assertTrue(
        seen.containsKey(
            Arrays.toString(
                new double[] {3, -3, 2, -2, 1, -1, 6, -6, 5, -5, 4, -4, 9, -9, 8, -8, 7, -7})));
  }

  /** What was 0 in the file is (0 − m)/s afterwards, in each channel. */
  @Test
  void theRimIsBlackBeforeScaling() {
    Dataset data = new Dataset("toy", 2, IMAGES, IMAGES, Optional.of(SHAPE)).normalised();
    double[] cut = new double[5 * 5 * 2];
    new CroppedView(SHAPE, 5, 1, false).test(data.test(), 0, cut);
    double deviation = Math.sqrt(60.0 / 9);
    assertEquals(-5 / deviation, cut[0], 1e-6);
    assertEquals(5 / deviation, cut[1], 1e-6);
    assertEquals(-4 / deviation, cut[2 * (5 + 1)], 1e-6);
  }

  @Test
  void refusals() {
    refused("crop: found 6; allowed: 1 to 5 for images of 3 x 3 x 2 with a padding of 1", 6, 1);
    refused("padding: found -1; allowed: a whole number from 0 to 1024", 2, -1);
  }

  private static void refused(String message, int side, int padding) {
    assertEquals(
        message,
        assertThrows(BadInputException.class, () -> new CroppedView(SHAPE, side, padding, false))
            .getMessage());
  }

  private static Samples images(int n) {
    float[] values = new float[n * SHAPE.size()];
    for (int i = 0; i < values.length; i++) {
      int pixel = i % SHAPE.size() / 2 + 1;
      values[i] = i % 2 == 0 ? pixel : -pixel;
    }
    return new Samples(SHAPE.size(), values, new int[n]);
  }
}
