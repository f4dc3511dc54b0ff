package dev.mho.learning.layer;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images become rows of patches. */
class PatchExtractionTest {

  @ParameterizedTest
  @CsvSource({"3, 1, 1, 32, 32", "3, 1, 2, 6, 3", "2, 0, 2, 6, 3", "5, 0, 1, 5, 1"})
  void patchesAlongASide(int kernel, int padding, int stride, int pixels, int patches) {
    assertEquals(patches, new PatchExtraction(kernel, padding, stride).along(pixels));
  }

  /** Two channels of 2 × 3 pixels. */
  @Test
  void channelByChannelRowByRow() {
    Matrix image = Matrix.of(new double[][] {{1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60}});
    double[][] expected = {{1, 2, 4, 5, 10, 20, 40, 50}, {2, 3, 5, 6, 20, 30, 50, 60}};
    Matrix patches = new PatchExtraction(2, 0, 1).patches(image, 2, 2, 3);
    assertClose(expected, patches, 0, "patches");
  }

  @Test
  void theRimIsZero() {
    Matrix image = Matrix.of(new double[][] {{1, 2, 3, 4}});
    double[][] expected = {{0, 0, 0, 1}, {0, 0, 2, 0}, {0, 3, 0, 0}, {4, 0, 0, 0}};
    Matrix patches = new PatchExtraction(2, 1, 2).patches(image, 1, 2, 2);
    assertClose(expected, patches, 0, "patches");
  }

  @Test
  void aChannelHasOneMean() {
    Matrix images = Matrix.of(new double[][] {{1, 3, 10, 10}, {5, 7, 30, 30}});
    double[][] expected = {{-3, -1, -10, -10}, {1, 3, 10, 10}};
    assertClose(expected, PatchExtraction.withoutChannelMeans(images, 2), 0, "images");
  }

  @Test
  void refusal() {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> new PatchExtraction(0, 1, 1));
    assertEquals("kernel: found 0; allowed: a whole number from 1 to 1024", refusal.getMessage());
  }
}
