package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.learning.layer.ImageShape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * The first training images of every class beside each other, a row a class; of many classes the
 * first. The darkest value of each image is black and the lightest white.
 */
public final class SampleSheet {
  private static final int EACH = 12;
  private static final int MOST_CLASSES = 20;
  private static final int GAP = 4;
  private static final int LEAST_SIDE = 56;

  private SampleSheet() {}

  /**
   * The picture as PNG.
   *
   * @throws BadInputException if samples are no images
   */
  public static byte[] png(Dataset data) {
    ImageShape shape =
        data.image()
            .orElseThrow(
                () -> new BadInputException(data.name() + ": holds no images to be drawn"));
    int zoom = Math.max(1, LEAST_SIDE / Math.max(shape.height(), shape.width()));
    int wide = zoom * shape.width() + GAP;
    int high = zoom * shape.height() + GAP;
    int rows = Math.min(MOST_CLASSES, data.classes());
    BufferedImage sheet =
        new BufferedImage(EACH * wide + GAP, rows * high + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    int[] placed = new int[data.classes()];
    double[] one = new double[data.features()];
    for (int i = 0; i < data.train().size(); i++) {
      int label = data.train().label(i);
      if (label < rows && placed[label] < EACH) {
        data.train().copyFeatures(i, one);
        int left = GAP + placed[label]++ * wide;
        int top = GAP + label * high;
        graphics.drawImage(
            image(one, shape), left, top, zoom * shape.width(), zoom * shape.height(), null);
      }
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static BufferedImage image(double[] values, ImageShape shape) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double scale = high > low ? 255 / (high - low) : 0;
    BufferedImage image =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          int channel = Math.min(c, shape.channels() - 1);
          int at = (y * shape.width() + x) * shape.channels() + channel;
          rgb = rgb << 8 | (int) Math.round((values[at] - low) * scale);
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
