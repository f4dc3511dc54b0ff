package dev.mho.learning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.layer.ImageShape;

/** Golden files hold images channel by channel; here the channels of a pixel lie side by side. */
public final class GoldenImages {
  private GoldenImages() {}

  /** Shape of nested images: sample, channel, row, column. */
  public static ImageShape shape(JsonNode nested) {
    JsonNode image = nested.get(0);
    return new ImageShape(image.get(0).size(), image.get(0).get(0).size(), image.size());
  }

  /** Nested images, one a row. */
  public static Matrix read(JsonNode nested) {
    ImageShape shape = shape(nested);
    double[][] rows = new double[nested.size()][shape.size()];
    for (int b = 0; b < rows.length; b++) {
      for (int i = 0; i < rows[b].length; i++) {
        int pixel = i / shape.channels();
        rows[b][i] =
            nested
                .get(b)
                .get(i % shape.channels())
                .get(pixel / shape.width())
                .get(pixel % shape.width())
                .asDouble();
      }
    }
    return Matrix.of(rows);
  }

  /** Columns that run (channel, place) in the order (place, channel). */
  public static Matrix columns(double[][] channelByChannel, int channels) {
    Matrix from = Matrix.of(channelByChannel);
    int places = from.cols() / channels;
    Matrix to = Matrix.zeros(from.rows(), from.cols(), Precision.FLOAT64);
    for (int r = 0; r < from.rows(); r++) {
      for (int i = 0; i < from.cols(); i++) {
        to.set(r, i % places * channels + i / places, from.get(r, i));
      }
    }
    return to;
  }

  /** The same for rows and columns. */
  public static Matrix both(double[][] channelByChannel, int channels) {
    Matrix columns = columns(channelByChannel, channels).transposed();
    double[][] rows = new double[columns.rows()][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = columns.row(r);
    }
    return columns(rows, channels).transposed();
  }
}
