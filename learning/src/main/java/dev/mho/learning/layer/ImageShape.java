package dev.mho.learning.layer;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * Shape of an image. As a row of numbers it runs pixel by pixel, row by row, the channels of a
 * pixel side by side: element (y, x, channel) is at (y · width + x) · channels + channel.
 *
 * @param height rows of pixels, ≥ 1
 * @param width pixels a row, ≥ 1
 * @param channels numbers a pixel, ≥ 1
 */
public record ImageShape(int height, int width, int channels) {
  private static final int MOST = 1 << 24;

  public ImageShape {
    Check.within("height", height, 1, MOST);
    Check.within("width", width, 1, MOST);
    Check.within("channels", channels, 1, MOST);
    if ((long) height * width > MOST || (long) height * width * channels > MOST) {
      throw BadInputException.at(
          "image", height + " x " + width + " x " + channels, "at most " + MOST + " numbers");
    }
  }

  /** Number of pixels. */
  public int pixels() {
    return height * width;
  }

  /** Numbers an image. */
  public int size() {
    return pixels() * channels;
  }

  /** Where (y, x) begins in an image. */
  int at(int y, int x) {
    return (y * width + x) * channels;
  }

  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}
