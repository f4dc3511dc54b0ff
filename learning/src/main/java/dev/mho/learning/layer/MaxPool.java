package dev.mho.learning.layer;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Matrix;

/**
 * The largest number of each size × size square of pixels, channel by channel; squares lie side by
 * side, and what is left over at the right and at the bottom is not looked at.
 *
 * @param size side of a square in pixels, ≥ 2
 */
public record MaxPool(int size) {
  public MaxPool {
    Check.within("pool", size, 2, 1024);
  }

  /**
   * Shape of what comes out.
   *
   * @throws BadInputException if an image has no whole square
   */
  public ImageShape pooled(ImageShape image) {
    if (size > Math.min(image.height(), image.width())) {
      throw BadInputException.at(
          "pool", Integer.toString(size), "at most the side of the images, " + image);
    }
    return new ImageShape(image.height() / size, image.width() / size, image.channels());
  }

  /** Samples × size to samples × pooled size. */
  public Matrix forward(Matrix images, ImageShape image, Workers workers) {
    ImageShape out = pooled(image);
    Matrix pooled = Matrix.zeros(images.rows(), out.size(), images.precision());
    workers.forBlocks(
        images.rows(),
        1,
        (from, to) -> {
          double[] values = new double[image.size()];
          double[] largest = new double[out.size()];
          for (int b = from; b < to; b++) {
            images.readRow(b, values);
            for (int i = 0; i < largest.length; i++) {
              largest[i] = values[winner(values, image, out, i)];
            }
            pooled.writeRow(b, largest);
          }
        });
    return pooled;
  }

  /**
   * Error of the images: each goes to the number that was the largest, the first of equals.
   *
   * @param e samples × pooled size
   * @param images what had been pooled
   */
  public Matrix backward(Matrix e, Matrix images, ImageShape image, Workers workers) {
    ImageShape out = pooled(image);
    Matrix spread = Matrix.zeros(images.rows(), image.size(), e.precision());
    workers.forBlocks(
        images.rows(),
        1,
        (from, to) -> {
          double[] values = new double[image.size()];
          double[] error = new double[out.size()];
          for (int b = from; b < to; b++) {
            images.readRow(b, values);
            e.readRow(b, error);
            double[] wide = new double[image.size()];
            for (int i = 0; i < error.length; i++) {
              wide[winner(values, image, out, i)] = error[i];
            }
            spread.writeRow(b, wide);
          }
        });
    return spread;
  }

  /** Where the largest number of output {@code i} is. */
  private int winner(double[] values, ImageShape image, ImageShape out, int i) {
    int channel = i % out.channels();
    int pixel = i / out.channels();
    int corner = image.at(pixel / out.width() * size, pixel % out.width() * size) + channel;
    int best = corner;
    for (int dy = 0; dy < size; dy++) {
      for (int dx = 0; dx < size; dx++) {
        int at = corner + image.at(dy, dx);
        best = values[at] > values[best] ? at : best;
      }
    }
    return best;
  }
}
