package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.emulator.FlawedDevice;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.Distortion;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.Levels;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.Rounding;
import dev.mho.emulator.converter.SenseStage;
import dev.mho.emulator.converter.SignedInputs;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn at every read has the distribution it is said to have. */
class ReadStatisticsTest {
  private static final int READS = 20_000;
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final double[] X = {0.3, -0.7, 0.02, 0, 1, -0.4};
  private static final Matrix WEIGHTS = TestMatrix.random(3, 6, 0.9, 1);

  private static Matrix read(ReadPath path) {
    return TestArray.plain()
        .restAtMinimum()
        .reads(path)
        .tile(WEIGHTS, PRODUCTS)
        .forward(TestMatrix.repeated(READS, X));
  }

  private static double exact(int output) {
    double sum = 0;
    for (int j = 0; j < X.length; j++) {
      sum += WEIGHTS.get(output, j) * X[j];
    }
    return sum;
  }

  /** It crosses every weight of an output; a line without input has it, too. */
  @Test
  void inputNoise() {
    Matrix y = read(ReadPath.BARE.withNoise(0.05, 0));
    for (int k = 0; k < 3; k++) {
      double squares = Arrays.stream(WEIGHTS.row(k)).map(w -> w * w).sum();
      Sample.assertNormal(exact(k), 0.05 * Math.sqrt(squares), TestMatrix.column(y, k));
    }
  }

  @Test
  void outputNoise() {
    Matrix y = read(ReadPath.BARE.withNoise(0, 0.06));
    for (int k = 0; k < 3; k++) {
      Sample.assertNormal(exact(k), 0.06, TestMatrix.column(y, k));
    }
    Sample.assertUncorrelated(
        TestMatrix.column(y, 0), TestMatrix.column(y, 1), "of outputs 0 and 1");
  }

  /** Once a conversion: two phases that are converted apart have it twice. */
  @ParameterizedTest
  @EnumSource
  void outputNoiseOfPhases(SignedInputs signs) {
    Matrix y = read(ReadPath.BARE.withNoise(0, 0.06).with(signs));
    double sigma = 0.06 * Math.sqrt(signs.conversions());
    Sample.assertNormal(exact(0), sigma, TestMatrix.column(y, 0));
  }

  /** Drawn together or apart, noise of the cells and of what stands behind them add up. */
  @ParameterizedTest
  @EnumSource
  void outputNoiseJoinsReadNoise(SignedInputs signs) {
    double ofRange = 0.03;
    ReadPath path = ReadPath.BARE.withNoise(0, 0.06).with(signs);
    double cells = 2 * ofRange * ofRange * Arrays.stream(X).map(x -> x * x).sum();
    for (Distortion distortion : new Distortion[] {Distortion.NONE, hardlyAny()}) {
      AnalogTile tile =
          TestArray.of(TestDevice.plain().readNoise(new WhiteReadNoise(ofRange, 0)))
              .reads(path.with(0, distortion))
              .tile(WEIGHTS, PRODUCTS);
      Matrix y = tile.forward(TestMatrix.repeated(READS, X));
      double sigma = Math.sqrt(cells + signs.conversions() * 0.06 * 0.06);
      Sample.assertNormal(exact(0), sigma, TestMatrix.column(y, 0));
    }
  }

  private static Distortion hardlyAny() {
    return new Distortion(
        Optional.empty(), Optional.of(new SenseStage(1e-7, 0, 0)), Optional.empty(), 0);
  }

  /** Up with the probability of the remainder, so that the mean is exact. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stochasticRounding(boolean inDac) {
    Optional<Dac> dac = inDac ? Optional.of(new Dac(Levels.MID_TREAD, 3, true)) : Optional.empty();
    Optional<Adc> adc =
        inDac ? Optional.empty() : Optional.of(new Adc(new Rounding(Levels.MID_TREAD, 3, true), 3));
    double step = inDac ? dac.get().step() : adc.get().step();
    Matrix y = read(ReadPath.BARE.with(dac, adc));
    for (int k = 0; k < 3; k++) {
      double variance = 0;
      for (int j = 0; j < X.length && inDac; j++) {
        variance += Math.pow(WEIGHTS.get(k, j), 2) * rounded(X[j], step);
      }
      variance = inDac ? variance : rounded(exact(k), step);
      double mean = Arrays.stream(TestMatrix.column(y, k)).average().orElseThrow();
      assertEquals(exact(k), mean, 5 * Math.sqrt(variance / READS) + 1e-6, "output " + k);
    }
  }

  /** Variance of a value that is rounded by chance. */
  private static double rounded(double value, double step) {
    double up = value / step - Math.floor(value / step);
    return up * (1 - up) * step * step;
  }

  /** Blocks of rows are read by whatever thread is free; attempts are addressed by sample. */
  @ParameterizedTest
  @ValueSource(ints = {3, 16})
  void sameBitsOnAnyNumberOfThreads(int threads) {
    ReadPath path =
        ReadPath.BARE
            .with(
                Optional.of(new Dac(Levels.MID_TREAD, 7, true)),
                Optional.of(new Adc(new Rounding(Levels.MID_TREAD, 9, true), 2)))
            .with(new InputScaling.AverageAbsMax(0.1))
            .with(BoundManagement.iterative())
            .withNoise(0.01, 0.06);
    Matrix weights = TestMatrix.random(40, 50, 0.9, 1);
    Matrix x = TestMatrix.random(700, 50, 1.3, 2).as(Precision.FLOAT32);
    Matrix d = TestMatrix.random(700, 40, 1.3, 3).as(Precision.FLOAT32);
    AnalogTile one = TestArray.of(FlawedDevice.MODEL).reads(path).tile(weights, PRODUCTS);
    try (Workers workers = new Workers(threads)) {
      AnalogTile many =
          TestArray.of(FlawedDevice.MODEL).reads(path).tile(weights, new Products(workers));
      for (int again = 0; again < 2; again++) {
        TestMatrix.assertClose(one.forward(x), many.forward(x), 0);
        TestMatrix.assertClose(one.backward(d), many.backward(d), 0);
      }
      assertEquals(one.activity(), many.activity());
    }
    assertTrue(one.activity().conversions() > 2 * 700 * 90, "some were read again");
    assertNotEquals(one.forward(x).get(0, 0), one.forward(x).get(0, 0));
  }

  /** Conversions of each output are counted where they clip. */
  @Test
  void saturationsAreCountedByOutput() {
    Matrix weights = Matrix.of(new double[][] {{0.1, 0.1}, {0.9, 0.9}, {-0.9, 0.5}});
    AnalogTile tile = TestArray.plain().adc(8, 1).tile(weights, PRODUCTS);
    tile.forward(Matrix.of(new double[][] {{1, 1}, {1, -1}, {0.5, 0.5}}));
    assertEquals("[0, 1, 1]", Arrays.toString(tile.saturatedOutputs()));
    assertEquals(9, tile.forwardConversions());
  }
}
