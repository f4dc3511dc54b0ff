package dev.mho.learning.layer;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Matrix;

/**
 * Cuts images into the square patches that a convolution sees: each patch becomes a row, so that a
 * convolution is a product and a decorrelator treats every patch as a sample.
 *
 * <p>Elements of a patch come in the order (dy, dx, channel), patches in the order (y, x).
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
    if (padding >= kernel) {
      throw BadInputException.at(
          "padding", Integer.toString(padding), "less than the kernel, " + kernel);
    }
  }

  /** Number of patches along a side of {@code pixels}. */
  public int along(int pixels) {
    return (pixels + 2 * padding - kernel) / stride + 1;
  }

  /**
   * The grid of patches of an image, with {@code channels} numbers each.
   *
   * @throws BadInputException if no patch fits
   */
  public ImageShape grid(ImageShape image, int channels) {
    if (Math.min(image.height(), image.width()) + 2 * padding < kernel) {
      throw BadInputException.at(
          "kernel",
          Integer.toString(kernel),
          "at most "
              + (Math.min(image.height(), image.width()) + 2 * padding)
              + " for images of "
              + image
              + " with a padding of "
              + padding);
    }
    return new ImageShape(along(image.height()), along(image.width()), channels);
  }

  /** Numbers a patch. */
  public int length(ImageShape image) {
    return kernel * kernel * image.channels();
  }

  /**
   * The patches of a batch.
   *
   * @param images samples × size
   * @return (samples · patches) × (kernel² · channels)
   */
  public Matrix patches(Matrix images, ImageShape image, Workers workers) {
    images.requireShape(images.rows(), image.size());
    int pixels = grid(image, 1).pixels();
    Matrix patches = Matrix.zeros(images.rows() * pixels, length(image), images.precision());
    workers.forBlocks(
        images.rows(),
        1,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            cut(images, image, b, patches, b * pixels);
          }
        });
    return patches;
  }

  /**
   * The transpose of {@link #patches}: each image gets the sum of what its patches hold.
   *
   * @param patches (samples · patches) × (kernel² · channels)
   * @return samples × size
   */
  public Matrix collect(Matrix patches, ImageShape image, Workers workers) {
    int pixels = grid(image, 1).pixels();
    Matrix images = Matrix.zeros(patches.rows() / pixels, image.size(), patches.precision());
    workers.forBlocks(
        images.rows(),
        1,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            add(patches, b * pixels, images, image, b);
          }
        });
    return images;
  }

  /**
   * Writes the patches of one image into rows {@code firstRow …}. What lies on the rim is left as
   * it is: zero in a matrix that only ever held patches of this grid.
   */
  void cut(Matrix images, ImageShape image, int sample, Matrix patches, int firstRow) {
    int start = sample * images.cols();
    forRuns(
        image,
        (row, offset, at, length) ->
            patches.copyRun(
                (firstRow + row) * patches.cols() + offset, images, start + at, length));
  }

  /** Adds rows {@code firstRow …} of patches to one image, where each patch was cut from. */
  void add(Matrix patches, int firstRow, Matrix images, ImageShape image, int sample) {
    int start = sample * images.cols();
    forRuns(
        image,
        (row, offset, at, length) ->
            images.addRun(start + at, patches, (firstRow + row) * patches.cols() + offset, length));
  }

  /** A run of numbers that lie side by side in the patch and in the image. */
  @FunctionalInterface
  private interface Run {
    void at(int patch, int offset, int at, int length);
  }

  private void forRuns(ImageShape image, Run run) {
    int down = along(image.height());
    int across = along(image.width());
    int channels = image.channels();
    for (int p = 0; p < down * across; p++) {
      int top = p / across * stride - padding;
      int left = p % across * stride - padding;
      int first = Math.max(0, -left);
      int end = Math.min(kernel, image.width() - left);
      for (int dy = Math.max(0, -top); dy < Math.min(kernel, image.height() - top); dy++) {
        run.at(
            p,
            (dy * kernel + first) * channels,
            image.at(top + dy, left + first),
            (end - first) * channels);
      }
    }
  }
}
