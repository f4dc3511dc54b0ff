package dev.mho.learning.layer;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.CrossCheckedTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.GoldenImages;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decorrelated convolutions: images without channel means, cut into patches, through R, then W. */
class PatchGoldenTest {

  /** With W and R multiplied first, and with both read one after the other. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void paper(boolean fused) {
    JsonNode golden = Golden.read("paper/patch-decorrelation.json");
    ImageShape image = GoldenImages.shape(golden.get("x"));
    DecorrelationSpec spec =
        new DecorrelationSpec(
            golden.get("eta").asDouble(), Diagonal.KEEP, 1, true, Gain.DEMEANED, false, 0.1);
    Tile w =
        TestNetwork.tile(GoldenImages.columns(Golden.matrix(golden.get("W")), image.channels()));
    Tile r = r(golden.get("R0"), image.channels());
    Decorrelator decorrelator = new Decorrelator(spec, r, image.channels(), TestNetwork.PRODUCTS);
    ConvolutionLayer layer =
        layer(golden, fused ? w : unfused(w), Optional.of(decorrelator), image);

    Pass pass = layer.forward(GoldenImages.read(golden.get("x")));
    pass.decorrelate();

    assertClose(GoldenImages.read(golden.get("output")), pass.a(), EXACT, "output");
    Matrix after = GoldenImages.both(Golden.matrix(golden.get("R_after")), image.channels());
    assertClose(after, r.weights(), EXACT, "R");
  }

  /**
   * The convolutional decorrelator of the paper's code: of two images the first alone teaches R,
   * the gain compares with the patches of the raw images, and C meets the R that the gain has
   * already scaled, which is a rate of g η here. Its ε = 1e-8 beside ‖z‖² asks for the tolerance. W
   * is the identity.
   */
  @ParameterizedTest
  @CsvSource({
    "identity, true", "general, true", "stride2, true",
    "identity, false", "general, false", "stride2, false"
  })
  void referenceCode(String name, boolean fused) {
    JsonNode golden = Golden.read("reference-code/decor_conv_" + name + ".json");
    JsonNode first = golden.get("steps").get(0).get("x");
    int channels = GoldenImages.shape(first).channels();
    Tile r = r(golden.get("decor_weight_init"), channels);
    Tile w = TestNetwork.tile(Matrix.identity(r.inputs(), r.weights().precision()));
    for (JsonNode step : golden.get("steps")) {
      double rate = step.get("gain").asDouble() * golden.get("lr").asDouble();
      DecorrelationSpec spec =
          new DecorrelationSpec(rate, Diagonal.KEEP, 0.5, true, Gain.RAW, false, 0.1);
      Decorrelator decorrelator = new Decorrelator(spec, r, channels, TestNetwork.PRODUCTS);
      ConvolutionLayer layer =
          layer(
              golden,
              fused ? w : unfused(w),
              Optional.of(decorrelator),
              GoldenImages.shape(step.get("x")));
      Pass pass = layer.forward(GoldenImages.read(step.get("x")));
      pass.decorrelate();
      Matrix z = GoldenImages.read(step.get("output"));
      assertClose(reordered(z, channels), pass.a(), 1e-7, "z");
      Matrix after = GoldenImages.both(Golden.matrix(step.get("decor_weight_after")), channels);
      assertClose(after, r.weights(), 1e-7, "R");
    }
  }

  /** Outputs of R are in its own order too: (channel, dy, dx) within a place becomes ours. */
  private static Matrix reordered(Matrix z, int channels) {
    int patch = channels * 9;
    Matrix places = z.reshaped(z.rows() * (z.cols() / patch), patch);
    double[][] rows = new double[places.rows()][];
    for (int p = 0; p < rows.length; p++) {
      rows[p] = places.row(p);
    }
    return GoldenImages.columns(rows, channels).reshaped(z.rows(), z.cols());
  }

  private static Tile r(JsonNode matrix, int channels) {
    return TestNetwork.tile(GoldenImages.both(Golden.matrix(matrix), channels));
  }

  /** A tile that is no digital memory for who asks. */
  private static Tile unfused(Tile tile) {
    return CrossCheckedTile.of(tile, TestNetwork.PRODUCTS);
  }

  private static ConvolutionLayer layer(
      JsonNode golden, Tile w, Optional<Decorrelator> decorrelator, ImageShape image) {
    PatchExtraction extraction =
        new PatchExtraction(
            golden.get("kernel").asInt(),
            golden.get("padding").asInt(),
            golden.get("stride").asInt());
    return new ConvolutionLayer(
        w,
        new double[w.outputs()],
        decorrelator,
        new Identity(),
        extraction,
        image,
        Optional.empty(),
        TestNetwork.PRODUCTS);
  }
}
