package dev.mho.experiments.dataset;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.learning.layer.ImageShape;
import java.util.Optional;

/**
 * A square cut out of each image, at a random place while training and from the middle when
 * testing, and turned left to right in training every other time. Around the image lies a rim that
 * is black before features are scaled.
 */
public final class CroppedView implements View {
  private final ImageShape whole;
  private final ImageShape cut;
  private final int padding;
  private final boolean flip;

  /**
   * A view on images.
   *
   * @param side of the square in pixels; at most what the image and its rim have
   * @param padding width of the rim in pixels, ≥ 0
   * @param flip whether images are turned in training
   */
  public CroppedView(ImageShape whole, int side, int padding, boolean flip) {
    this(whole, square(whole, side, padding), padding, flip);
  }

  private CroppedView(ImageShape whole, ImageShape cut, int padding, boolean flip) {
    this.whole = whole;
    this.cut = cut;
    this.padding = padding;
    this.flip = flip;
  }

  /** Whole images that are turned in training. */
  public static CroppedView flipped(ImageShape whole) {
    return new CroppedView(whole, whole, 0, true);
  }

  private static ImageShape square(ImageShape whole, int side, int padding) {
    Check.within("padding", padding, 0, 1024);
    int most = Math.min(whole.height(), whole.width()) + 2 * padding;
    if (side < 1 || side > most) {
      throw BadInputException.at(
          "crop",
          Integer.toString(side),
          "1 to " + most + " for images of " + whole + " with a padding of " + padding);
    }
    return new ImageShape(side, side, whole.channels());
  }

  @Override
  public int features() {
    return cut.size();
  }

  @Override
  public Optional<ImageShape> image() {
    return Optional.of(cut);
  }

  @Override
  public void train(Samples samples, int sample, NoiseStream epoch, double[] into) {
    int top = (int) (epoch.uniform(sample, 0) * (spareRows() + 1));
    int left = (int) (epoch.uniform(sample, 1) * (spareColumns() + 1));
    copy(samples, sample, top, left, flip && epoch.uniform(sample, 2) < 0.5, into);
  }

  @Override
  public void test(Samples samples, int sample, double[] into) {
    copy(samples, sample, spareRows() / 2, spareColumns() / 2, false, into);
  }

  private int spareRows() {
    return whole.height() + 2 * padding - cut.height();
  }

  private int spareColumns() {
    return whole.width() + 2 * padding - cut.width();
  }

  private void copy(Samples samples, int sample, int top, int left, boolean turned, double[] into) {
    double[] image = new double[whole.size()];
    samples.copyFeatures(sample, image);
    int channels = whole.channels();
    for (int y = 0; y < cut.height(); y++) {
      for (int x = 0; x < cut.width(); x++) {
        int row = top + y - padding;
        int column = left + (turned ? cut.width() - 1 - x : x) - padding;
        boolean inside = row >= 0 && row < whole.height() && column >= 0 && column < whole.width();
        for (int c = 0; c < channels; c++) {
          into[(y * cut.width() + x) * channels + c] =
              inside ? image[(row * whole.width() + column) * channels + c] : samples.zero(c);
        }
      }
    }
  }
}
