package dev.mho.emulator.compound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Presets;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.SoftBounds;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.compound.TransferSpec.Side;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileGrid;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fast array that gathers gradients, and a slow one that follows it. */
class TransferTileTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final NoiseStream CHOPPERS = TestArray.STREAM.child("choppers");
  private static final StepBuffer BUFFER = new StepBuffer(1, 1, 0.1, true);
  private static final StepBuffer LONG_BUFFER = new StepBuffer(1.5, 4, 0, false);
  private static final Chopper CHOPPER = new Chopper(2, Chopper.Kind.REGULAR);

  private static List<TransferSpec> specs() {
    return List.of(
        new TransferSpec(1, 1, 1, Side.INPUTS, 0.1, 0.3, new TransferRule.Direct()),
        new TransferSpec(2, 3, 2, Side.OUTPUTS, 0.5, 0, new TransferRule.Buffered(BUFFER)),
        new TransferSpec(
            1, 1, 1, Side.INPUTS, 0.5, 0, new TransferRule.Chopped(LONG_BUFFER, CHOPPER)),
        new TransferSpec(
            1,
            1,
            1,
            Side.OUTPUTS,
            0.5,
            0,
            new TransferRule.Chopped(BUFFER, new Chopper(3, Chopper.Kind.RANDOM))),
        new TransferSpec(
            1, 1, 1, Side.INPUTS, 0.5, 0, new TransferRule.Dynamic(BUFFER, CHOPPER, 1)));
  }

  private static TransferTile tile(
      TransferSpec spec, AnalogTileSpec array, Matrix start, int lines, Products by) {
    Matrix zero = Matrix.zeros(start.rows(), start.cols(), Precision.FLOAT64);
    return new TransferTile(
        spec,
        new TileGrid(array, zero, lines, lines, TestArray.STREAM.child("fast"), by),
        new TileGrid(array, start, lines, lines, TestArray.STREAM.child("slow"), by),
        CHOPPERS,
        by);
  }

  /** A batch is its samples, one after the other. */
  @ParameterizedTest
  @MethodSource("specs")
  void aBatchIsItsSamples(TransferSpec spec) {
    AnalogTileSpec array = TestArray.of(Presets.get("reram-gong-2018")).trains(31).spec();
    Matrix start = TestMatrix.random(5, 7, 0.2, 1);
    TransferTile whole = tile(spec, array, start, 10, PRODUCTS);
    TransferTile single = tile(spec, array, start, 10, PRODUCTS);
    Matrix x = TestMatrix.random(40, 7, 1, 2);
    Matrix d = TestMatrix.random(40, 5, 0.3, 3);
    whole.update(x, d, 0.1);
    for (int b = 0; b < x.rows(); b++) {
      single.update(x.rows(b, b + 1), d.rows(b, b + 1), 0.1);
    }
    assertArrayEquals(single.weights().toArray(), whole.weights().toArray());
    assertArrayEquals(single.fast().weights().toArray(), whole.fast().weights().toArray());
    assertTrue(TestMatrix.column(whole.slow().weights(), 0)[0] != start.get(0, 0));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void threadsChangeNoBit(TransferSpec spec) {
    AnalogTileSpec array = TestArray.of(Presets.get("reram-gong-2018")).trains(31).spec();
    Matrix start = TestMatrix.random(30, 40, 0.2, 1);
    Matrix x = TestMatrix.random(20, 40, 1, 2);
    Matrix d = TestMatrix.random(20, 30, 0.3, 3);
    TransferTile alone = tile(spec, array, start, 16, PRODUCTS);
    alone.update(x, d, 0.1);
    try (Workers workers = new Workers(5)) {
      TransferTile together = tile(spec, array, start, 16, new Products(workers));
      together.update(x, d, 0.1);
      assertArrayEquals(alone.weights().toArray(), together.weights().toArray());
      assertArrayEquals(alone.forward(x).toArray(), together.forward(x).toArray());
    }
  }

  /** Each pair of arrays goes through its own lines, as a tile of its own would. */
  @ParameterizedTest
  @MethodSource("specs")
  void arraysTransferSideBySide(TransferSpec spec) {
    if (spec.rule().chops() && spec.side() == Side.OUTPUTS) {
      return; // its choppers are drawn by position
    }
    AnalogTileSpec array = CountedArray.spec(1e-3);
    Matrix start = TestMatrix.random(6, 8, 0.2, 1);
    Matrix x = TestMatrix.random(50, 8, 1, 2);
    Matrix d = TestMatrix.random(50, 6, 0.1, 3);
    TransferTile grid = tile(spec, array, start, 4, PRODUCTS);
    grid.update(x, d, 0.1);
    Matrix weights = grid.weights();
    for (int output = 0; output < 6; output += 4) {
      for (int input = 0; input < 8; input += 4) {
        int last = Math.min(6, output + 4);
        Matrix part = start.rows(output, last).columns(input, input + 4);
        TransferTile own = tile(spec, array, part, 4, PRODUCTS);
        own.update(x.columns(input, input + 4), d.columns(output, last), 0.1);
        TestMatrix.assertClose(
            own.weights(), weights.rows(output, last).columns(input, input + 4), 1e-7);
      }
    }
  }

  /** γ A + C, read either way. */
  @Test
  void theFastArrayHasItsShare() {
    TransferTile tile =
        tile(specs().get(0), CountedArray.spec(1e-3), TestMatrix.random(5, 7, 0.2, 1), 9, PRODUCTS);
    tile.update(TestMatrix.random(9, 7, 1, 2), TestMatrix.random(9, 5, 0.3, 3), 0.1);
    Matrix weights = tile.slow().weights();
    Matrix share = tile.fast().weights();
    share.scaleRows(Workers.single(), new double[] {0.3, 0.3, 0.3, 0.3, 0.3});
    weights.add(Workers.single(), share);
    TestMatrix.assertClose(weights, tile.weights(), 1e-12);
    TestMatrix.assertClose(
        weights.transposed(), tile.forward(Matrix.identity(7, Precision.FLOAT64)), 1e-6);
    TestMatrix.assertClose(weights, tile.backward(Matrix.identity(5, Precision.FLOAT64)), 1e-6);
  }

  /** In weight units a digital scale changes nothing of what is asked for and handed on. */
  @ParameterizedTest
  @MethodSource("specs")
  void theDigitalScaleIsDividedOut(TransferSpec spec) {
    AnalogTileSpec exact = CountedArray.spec(1e-3).with(Optional.empty());
    TransferSpec direct =
        new TransferSpec(
            spec.fastRate(),
            spec.every(),
            spec.lines(),
            spec.side(),
            spec.transferRate(),
            spec.fastShare(),
            new TransferRule.Direct());
    double[] factor = {2, 0.5, 1, 3, 0.25};
    Matrix start = TestMatrix.random(5, 7, 0.2, 1);
    TransferTile scaled = tile(direct, exact, start, 9, PRODUCTS);
    scaled.scaleOutputs(factor);
    start.scaleRows(Workers.single(), factor);
    TransferTile plain = tile(direct, exact, start, 9, PRODUCTS);
    Matrix x = TestMatrix.random(30, 7, 1, 2);
    Matrix d = TestMatrix.random(30, 5, 0.3, 3);
    scaled.update(x, d, 0.1);
    plain.update(x, d, 0.1);
    TestMatrix.assertClose(plain.weights(), scaled.weights(), 1e-5);
  }

  @Test
  void programmingStartsTheFastArrayAnew() {
    TransferTile tile =
        tile(specs().get(2), CountedArray.spec(1e-3), TestMatrix.random(5, 7, 0.2, 1), 9, PRODUCTS);
    tile.update(TestMatrix.random(20, 7, 1, 2), TestMatrix.random(20, 5, 0.3, 3), 0.1);
    Matrix weights = TestMatrix.random(5, 7, 0.2, 7);
    tile.program(weights);
    TestMatrix.assertClose(weights, tile.weights(), 1e-6);
    assertArrayEquals(new double[35], tile.fast().weights().toArray());
    assertEquals(1, tile.transfers().get(0).lines().sign(3));
  }

  /**
   * What Tiki-Taka is for (Gokmen and Haensch 2020). A pair of soft-bound devices rises by steps Δ
   * (1 − w) and falls by Δ (1 + w), so errors d = w − ½ ± 1 move a weight by −rate (E d + w E|d|)
   * on average: plain descent ends where (w − ½) + w = 0, half-way. On the fast array the same pull
   * acts around zero, where it does no harm, and its own small fluctuation, E|A| = 0.04, is all
   * that pulls the weight: (w − ½) + 0.04 w = 0. Means of the last 10,000 of 20,000 samples.
   */
  @Test
  void noisyGradientsDoNotPullTheWeightAway() {
    SoftBounds response =
        new SoftBounds(0.002, Optional.of(0.002), 0.5, Optional.empty(), Optional.empty());
    AnalogTileSpec array = TestArray.of(TestDevice.plain().response(response)).trains(31).spec();
    Matrix zero = Matrix.zeros(1, 1, Precision.FLOAT64);
    TransferSpec spec =
        new TransferSpec(0.25, 1, 1, Side.INPUTS, 0.02, 0, new TransferRule.Direct());
    double plain = settled(new TileGrid(array, zero, 1, 1, TestArray.STREAM, PRODUCTS));
    double transferred = settled(tile(spec, array, zero, 1, PRODUCTS));
    assertEquals(0.25, plain, 0.02);
    assertEquals(0.48, transferred, 0.02);
  }

  private static double settled(Tile tile) {
    SplittableRandom random = new SplittableRandom(3);
    Matrix one = TestMatrix.constant(1, 1, 1);
    double sum = 0;
    for (int sample = 0; sample < 20_000; sample++) {
      double weight = tile.forward(one).get(0, 0);
      double noise = random.nextBoolean() ? 1 : -1;
      tile.update(one, TestMatrix.constant(1, 1, weight - 0.5 + noise), 0.02);
      sum += sample >= 10_000 ? weight : 0;
    }
    return sum / 10_000;
  }

  /** Five standard deviations of a count. */
  @Test
  void randomChoppersTurnOnceAPeriod() {
    Chopper chopper = new Chopper(7, Chopper.Kind.RANDOM);
    int turns = 0;
    for (int n = 1; n <= 20_000; n++) {
      turns += chopper.turnsAfter(n, CHOPPERS.uniform(1, n)) ? 1 : 0;
    }
    Sample.assertCount(1 / 7.0, 20_000, turns);
  }

  @Test
  void aMemoryForgetsOrKeepsTheRest() {
    double[] forgetful = {0, 0.4, -3.2};
    double[] pulses = BUFFER.ripe(forgetful, new double[] {0.9, 0.7, 0.5});
    assertArrayEquals(new double[] {0, 1, -1}, pulses);
    assertArrayEquals(new double[] {0.9, 0.11, -0.27}, forgetful, 1e-12);
    double[] exact = {0, 8, -3.2};
    pulses = LONG_BUFFER.ripe(exact, new double[] {1.4, 1, 0.1});
    assertArrayEquals(new double[] {0, 4, -2}, pulses);
    assertArrayEquals(new double[] {1.4, 3, -0.1}, exact, 1e-12);
  }

  @Test
  void aChoppedArrayHasNoShare() {
    Exception e =
        assertThrows(
            BadInputException.class,
            () ->
                new TransferSpec(
                    1, 1, 1, Side.INPUTS, 1, 0.5, new TransferRule.Chopped(BUFFER, CHOPPER)));
    assertEquals(
        "fast_share: found 0.5; allowed: 0: the fast array's lines change their sign",
        e.getMessage());
  }
}
