package dev.mho.learning.layer;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images become rows of patches, and patches images again. */
class PatchExtractionTest {

  @ParameterizedTest
  @CsvSource({"3, 1, 1, 32, 32", "3, 1, 2, 6, 3", "2, 0, 2, 6, 3", "5, 0, 1, 5, 1"})
  void patchesAlongASide(int kernel, int padding, int stride, int pixels, int patches) {
    assertEquals(patches, new PatchExtraction(kernel, padding, stride).along(pixels));
  }

  /** Two channels of 2 × 3 pixels. */
  @Test
  void pixelByPixelTheChannelsSideBySide() {
    Matrix image = Matrix.of(new double[][] {{1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60}});
    double[][] expected = {{1, 10, 2, 20, 4, 40, 5, 50}, {2, 20, 3, 30, 5, 50, 6, 60}};
    Matrix patches = patches(new PatchExtraction(2, 0, 1), image, new ImageShape(2, 3, 2));
    assertClose(expected, patches, 0, "patches");
  }

  @Test
  void theRimIsZero() {
    Matrix image = Matrix.of(new double[][] {{1, 2, 3, 4}});
    double[][] expected = {{0, 0, 0, 1}, {0, 0, 2, 0}, {0, 3, 0, 0}, {4, 0, 0, 0}};
    Matrix patches = patches(new PatchExtraction(2, 1, 2), image, new ImageShape(2, 2, 1));
    assertClose(expected, patches, 0, "patches");
  }

  /** ⟨patches(x), p⟩ = ⟨x, collect(p)⟩ for every x and p. */
  @ParameterizedTest
  @CsvSource({"3, 1, 1", "3, 1, 2", "2, 0, 2", "3, 2, 3", "1, 0, 1"})
  void collectingIsTheTranspose(int kernel, int padding, int stride) {
    PatchExtraction extraction = new PatchExtraction(kernel, padding, stride);
    ImageShape shape = new ImageShape(5, 6, 2);
    Matrix x = TestData.normal(3, shape.size(), 1);
    Matrix patches = patches(extraction, x, shape);
    Matrix p = TestData.normal(patches.rows(), patches.cols(), 2);
    Matrix collected = extraction.collect(p, shape, TestNetwork.WORKERS);
    assertClose(dot(patches, p), dot(x, collected), EXACT, "product");
  }

  @Test
  void refusals() {
    assertRefused(
        "kernel: found 0; allowed: a whole number from 1 to 1024",
        () -> new PatchExtraction(0, 1, 1));
    assertRefused(
        "padding: found 3; allowed: less than the kernel, 3", () -> new PatchExtraction(3, 3, 1));
    assertRefused(
        "kernel: found 5; allowed: at most 4 for images of 2 x 3 x 1 with a padding of 1",
        () -> new PatchExtraction(5, 1, 1).grid(new ImageShape(2, 3, 1), 1));
    assertRefused(
        "height: found 0; allowed: a whole number from 1 to 16777216",
        () -> new ImageShape(0, 1, 1));
    assertRefused(
        "image: found 5000 x 5000 x 3; allowed: at most 16777216 numbers",
        () -> new ImageShape(5000, 5000, 3));
  }

  private static void assertRefused(String message, Executable mistake) {
    assertEquals(message, assertThrows(BadInputException.class, mistake).getMessage());
  }

  private static Matrix patches(PatchExtraction extraction, Matrix images, ImageShape shape) {
    return extraction.patches(images, shape, TestNetwork.WORKERS);
  }

  private static double dot(Matrix a, Matrix b) {
    double sum = 0;
    double[] left = a.toArray();
    double[] right = b.toArray();
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
