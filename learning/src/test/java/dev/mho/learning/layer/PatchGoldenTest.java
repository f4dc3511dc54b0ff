package dev.mho.learning.layer;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.decorrelation.Decorrelator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decorrelated convolutions: patches of images without channel means, through R, then W. */
class PatchGoldenTest {

  @Test
  void paper() {
    JsonNode golden = Golden.read("paper/patch-decorrelation.json");
    Images x = Images.of(golden.get("x"));
    PatchExtraction extraction = extraction(golden);
    DecorrelationSpec spec = spec(golden.get("eta").asDouble(), 1, Gain.DEMEANED);
    Decorrelator decorrelator =
        TestNetwork.decorrelator(spec, Matrix.of(Golden.matrix(golden.get("R0"))));

    Decorrelator.Pass pass = decorrelator.forward(x.withoutMeans().patches(extraction));
    Matrix y = TestNetwork.tile(Golden.matrix(golden.get("W"))).forward(pass.z());
    decorrelator.learn(pass);

    Images expected = Images.of(golden.get("output"));
    assertClose(expected.pixelsByChannels(), y, EXACT, "output");
    assertClose(Golden.matrix(golden.get("R_after")), decorrelator.tile().weights(), EXACT, "R");
  }

  /**
   * The convolutional decorrelator of the paper's code: of two images the first alone teaches R,
   * the gain compares with the patches of the raw images, and C meets the R that the gain has
   * already scaled, which is a rate of g η here. Its ε = 1e-8 beside ‖z‖² asks for the tolerance.
   */
  @ParameterizedTest
  @ValueSource(strings = {"identity", "general", "stride2"})
  void referenceCode(String name) {
    JsonNode golden = Golden.read("reference-code/decor_conv_" + name + ".json");
    PatchExtraction extraction = extraction(golden);
    Tile r = TestNetwork.tile(Golden.matrix(golden.get("decor_weight_init")));
    for (JsonNode step : golden.get("steps")) {
      double rate = step.get("gain").asDouble() * golden.get("lr").asDouble();
      Decorrelator decorrelator =
          new Decorrelator(spec(rate, 0.5, Gain.RAW), r, TestNetwork.WORKERS);
      Images x = Images.of(step.get("x"));
      Decorrelator.Pass pass = decorrelator.forward(x.withoutMeans().patches(extraction));
      decorrelator.learn(
          new Decorrelator.Pass(x.patches(extraction), pass.mean(), pass.centred(), pass.z()));
      assertClose(Images.of(step.get("output")).pixelsByChannels(), pass.z(), 1e-7, "z");
      assertClose(Golden.matrix(step.get("decor_weight_after")), r.weights(), 1e-7, "R");
    }
  }

  private static PatchExtraction extraction(JsonNode golden) {
    return new PatchExtraction(
        golden.get("kernel").asInt(), golden.get("padding").asInt(), golden.get("stride").asInt());
  }

  private static DecorrelationSpec spec(double rate, double samples, Gain gain) {
    return new DecorrelationSpec(rate, Diagonal.KEEP, samples, false, gain, false, 0.1);
  }

  /** Images as the golden files nest them: sample, channel, row, column. */
  private record Images(Matrix flat, int channels, int height, int width) {

    static Images of(JsonNode nested) {
      int channels = nested.get(0).size();
      int height = nested.get(0).get(0).size();
      int width = nested.get(0).get(0).get(0).size();
      double[][] flat = new double[nested.size()][channels * height * width];
      for (int b = 0; b < flat.length; b++) {
        for (int i = 0; i < flat[b].length; i++) {
          JsonNode channel = nested.get(b).get(i / (height * width));
          flat[b][i] = channel.get(i / width % height).get(i % width).asDouble();
        }
      }
      return new Images(Matrix.of(flat), channels, height, width);
    }

    Images withoutMeans() {
      Matrix centred = PatchExtraction.withoutChannelMeans(flat, channels);
      return new Images(centred, channels, height, width);
    }

    Matrix patches(PatchExtraction extraction) {
      return extraction.patches(flat, channels, height, width);
    }

    /** A row for each pixel of each image, as a product over patches gives them. */
    Matrix pixelsByChannels() {
      int pixels = height * width;
      Matrix rows = Matrix.zeros(flat.rows() * pixels, channels, Precision.FLOAT64);
      for (int r = 0; r < rows.rows(); r++) {
        for (int c = 0; c < channels; c++) {
          rows.set(r, c, flat.get(r / pixels, c * pixels + r % pixels));
        }
      }
      return rows;
    }
  }
}
