package dev.mho.learning.layer;

import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Matrix;

/**
 * Cuts images into the square patches that a convolution sees: each patch becomes a row, so that a
 * convolution is a product and a decorrelator treats every patch as a sample.
 *
 * @param kernel side of a patch in pixels, ≥ 1
 * @param padding rim of zeros around the image, ≥ 0
 * @param stride step from patch to patch, ≥ 1
 */
public record PatchExtraction(int kernel, int padding, int stride) {
  public PatchExtraction {
    Check.within("kernel", kernel, 1, 1024);
    Check.within("padding", padding, 0, 1024);
    Check.within("stride", stride, 1, 1024);
  }

  /** Number of patches along a side of {@code pixels}. */
  public int along(int pixels) {
    return (pixels + 2 * padding - kernel) / stride + 1;
  }

  /**
   * The patches of a batch.
   *
   * @param images samples × (channels · height · width), channel by channel, row by row
   * @return (samples · patches) × (channels · kernel²), element order (channel, dy, dx)
   */
  public Matrix patches(Matrix images, int channels, int height, int width) {
    images.requireShape(images.rows(), channels * height * width);
    int down = along(height);
    int across = along(width);
    Matrix patches =
        Matrix.zeros(images.rows() * down * across, channels * kernel * kernel, images.precision());
    double[] image = new double[images.cols()];
    double[] patch = new double[patches.cols()];
    for (int b = 0; b < images.rows(); b++) {
      images.readRow(b, image);
      for (int y = 0; y < down; y++) {
        for (int x = 0; x < across; x++) {
          cut(image, channels, height, width, y * stride - padding, x * stride - padding, patch);
          patches.writeRow((b * down + y) * across + x, patch);
        }
      }
    }
    return patches;
  }

  private void cut(
      double[] image, int channels, int height, int width, int top, int left, double[] patch) {
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int y = top; y < top + kernel; y++) {
        for (int x = left; x < left + kernel; x++) {
          boolean inside = y >= 0 && y < height && x >= 0 && x < width;
          patch[i++] = inside ? image[(c * height + y) * width + x] : 0;
        }
      }
    }
  }

  /** Subtracts from each channel its mean over the batch and all its pixels; a new matrix. */
  public static Matrix withoutChannelMeans(Matrix images, int channels) {
    int pixels = images.cols() / channels;
    double[] perPixel = images.columnMeans();
    double[] means = new double[channels];
    for (int i = 0; i < perPixel.length; i++) {
      means[i / pixels] += perPixel[i] / pixels;
    }
    Matrix centred = images.copy();
    for (int b = 0; b < images.rows(); b++) {
      for (int i = 0; i < images.cols(); i++) {
        centred.set(b, i, images.get(b, i) - means[i / pixels]);
      }
    }
    return centred;
  }
}
