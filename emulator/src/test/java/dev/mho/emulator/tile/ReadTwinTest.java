package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.Distortion;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.Levels;
import dev.mho.emulator.converter.Limiter;
import dev.mho.emulator.converter.OutputShape;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.Rounding;
import dev.mho.emulator.converter.SenseStage;
import dev.mho.emulator.converter.SignedInputs;
import dev.mho.emulator.converter.StaticDrop;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read through converters equals {@link ReadTwin}, number by number and count by count. */
class ReadTwinTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final OptionalDouble NO_CAP = OptionalDouble.empty();

  /** Every setting is drawn by chance; 300 draws meet every pair of settings several times. */
  @Test
  void equalsTheTwinWhateverIsSet() {
    SplittableRandom random = new SplittableRandom(20260101);
    int off = 0;
    for (int draw = 0; draw < 300; draw++) {
      ReadPath path = draw(random);
      Matrix weights = TestMatrix.random(13, 29, 0.9, draw);
      AnalogTile tile = TestArray.plain().restAtMinimum().reads(path).tile(weights, PRODUCTS);
      Matrix x = TestMatrix.random(20, 29, 1.3, 1 + draw);
      Matrix d = TestMatrix.random(20, 13, 1.3, 2 + draw);
      x.writeRow(7, new double[29]);
      ReadTwin forward = new ReadTwin(path, weights);
      off += off(forward.read(x), tile.forward(x), x, path);
      ReadTwin backward = forward.fromTheOtherSide(path);
      off += off(backward.read(d), tile.backward(d), d, path);
      assertEquals(backward.conversions(), tile.activity().conversions(), path::toString);
      assertEquals(backward.saturations(), tile.activity().saturations(), path::toString);
    }
    assertTrue(off <= 5, off + " of 252000 numbers are on the other side of a tie");
  }

  private static ReadPath draw(SplittableRandom random) {
    double bound = pick(random, List.of(0.001, 0.3, 1.0, 2.0, 12.0));
    InputScaling scaling =
        pick(
            random,
            List.of(
                new InputScaling.None(),
                new InputScaling.Constant(1.7),
                InputScaling.absMax(),
                new InputScaling.AbsMax(OptionalDouble.of(0.8)),
                new InputScaling.Max(NO_CAP),
                new InputScaling.AverageAbsMax(0.1),
                new InputScaling.WorstCase(NO_CAP, 0.6, bound)));
    Optional<Dac> dac =
        pick(
            random,
            List.of(
                Optional.empty(),
                Optional.of(new Dac(3)),
                Optional.of(new Dac(7)),
                Optional.of(new Dac(Levels.MID_RISE, 5, false))));
    Optional<Adc> adc =
        pick(
            random,
            List.of(
                Optional.empty(),
                Optional.of(new Adc(9, bound)),
                Optional.of(new Adc(new Rounding(Levels.MID_RISE, 6, false), bound)),
                Optional.of(new Adc(new Limiter(), bound))));
    Distortion distortion =
        new Distortion(
            pick(random, List.of(Optional.empty(), Optional.of(new StaticDrop(1, 50)))),
            pick(
                random,
                List.of(
                    Optional.empty(),
                    Optional.of(new SenseStage(0.1, 0, 0)),
                    Optional.of(new SenseStage(0.1, 0, 1)))),
            pick(random, List.of(Optional.empty(), Optional.of(new OutputShape(2, 0.5, 3)))),
            pick(random, List.of(0.0, 0.05)));
    BoundManagement management =
        pick(
            random,
            List.of(
                new BoundManagement.None(),
                BoundManagement.iterative(),
                BoundManagement.worstCase(),
                new BoundManagement.Iterative(8, false, true)));
    boolean worstCase =
        scaling instanceof InputScaling.WorstCase || management.equals(BoundManagement.worstCase());
    boolean midRise = dac.map(Dac::levels).equals(Optional.of(Levels.MID_RISE));
    if (worstCase && dac.isPresent() && (bound < 1 || midRise)) {
      // Whole and half steps, halved again and again, would be right between two levels.
      return draw(random);
    }
    return ReadPath.BARE
        .with(dac, adc)
        .with(scaling)
        .with(management)
        .with(pick(random, List.of(SignedInputs.values())))
        .with(pick(random, List.of(0.0, 0.1)), distortion);
  }

  private static <T> T pick(SplittableRandom random, List<? extends T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /**
   * How many numbers are a step of the ADC off: single precision of the tile may put one on the
   * other side of a tie. All others are equal, relative to their sample.
   */
  private static int off(Matrix expected, Matrix actual, Matrix x, ReadPath path) {
    int off = 0;
    double steps = path.adc().map(adc -> adc.step() / adc.bound()).orElse(0.0);
    for (int b = 0; b < expected.rows(); b++) {
      double largest = expected.largest(b) + x.largest(b);
      for (int k = 0; k < expected.cols(); k++) {
        double apart = Math.abs(expected.get(b, k) - actual.get(b, k));
        String place = "sample " + b + ", output " + k + " of " + path;
        if (apart > 4e-6 * largest) {
          off++;
          assertTrue(steps > 0 && off < 3, place + ": " + apart + " of " + largest);
        }
      }
    }
    return off;
  }

  /** Products large enough for the BLAS, in two blocks of rows: at most a step from the twin. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void largeReadsEqualTheTwin(int threads) {
    ReadPath path =
        ReadPath.BARE
            .with(Optional.of(new Dac(7)), Optional.of(new Adc(9, 2)))
            .with(InputScaling.absMax())
            .with(BoundManagement.iterative());
    Matrix weights = TestMatrix.random(60, 80, 0.9, 1);
    Matrix x = TestMatrix.random(300, 80, 1.3, 2);
    try (Workers workers = new Workers(threads)) {
      AnalogTile tile =
          TestArray.plain().restAtMinimum().reads(path).tile(weights, new Products(workers));
      Matrix expected = new ReadTwin(path, weights).read(x);
      Matrix actual = tile.forward(x);
      int off = 0;
      for (int b = 0; b < 300; b++) {
        double step = path.adc().orElseThrow().step() * x.largest(b) * 16;
        for (int k = 0; k < 60; k++) {
          double apart = Math.abs(expected.get(b, k) - actual.get(b, k));
          assertTrue(apart <= step, "sample " + b + ", output " + k + ": " + apart);
          off += apart > 1e-5 ? 1 : 0;
        }
      }
      // A sum that single precision puts on the other side of a tie: one in 10⁴ or fewer.
      assertTrue(off <= 5, off + " of 18000 are a step off");
    }
  }

  /** Without a DAC the input is halved until it is 1/1024. */
  @Test
  void boundManagementGivesUp() {
    AnalogTile tile =
        TestArray.plain()
            .adc(8, 1e-4)
            .boundManagement(BoundManagement.iterative())
            .tile(TestMatrix.constant(1, 1, 1), PRODUCTS);
    assertEquals(1024e-4, tile.forward(TestMatrix.constant(1, 1, 1)).get(0, 0), 1e-8);
    assertEquals(11, tile.activity().conversions());
    assertEquals(1, tile.activity().saturations());
  }

  @Test
  void aSampleOfZerosGivesExactZeros() {
    AnalogTile tile =
        TestArray.plain().dac(7).adc(9, 12).absMax().tile(TestMatrix.random(3, 4, 1, 1), PRODUCTS);
    assertTrue(
        Arrays.stream(tile.forward(TestMatrix.constant(2, 4, 0)).toArray()).allMatch(y -> y == 0));
    assertTrue(
        Arrays.stream(tile.backward(TestMatrix.constant(2, 3, 0)).toArray()).allMatch(y -> y == 0));
  }

  /** Digital scales and the weight range multiply what comes out of the ADC. */
  @Test
  void scalesStandBehindTheConverter() {
    Matrix weights = TestMatrix.random(3, 4, 1, 1);
    Matrix x = TestMatrix.random(5, 4, 1, 2);
    Matrix twofold = weights.copy();
    twofold.add(Workers.single(), weights);
    AnalogTile one = TestArray.plain().dac(4).adc(5, 2).tile(weights, PRODUCTS);
    AnalogTile two = TestArray.plain().dac(4).adc(5, 2).weightRange(2).tile(twofold, PRODUCTS);
    two.scaleOutputs(new double[] {2, 2, 2});
    Matrix y = one.forward(x);
    y.updateRows(
        Workers.single(),
        (b, row) -> {
          for (int k = 0; k < row.length; k++) {
            row[k] *= 4;
          }
        });
    TestMatrix.assertClose(y, two.forward(x), 1e-15);
  }

  /** A read sees what the devices have become since the last one. */
  @Test
  void seesTheCellsAsTheyAreNow() {
    Matrix first = TestMatrix.random(40, 50, 0.9, 1);
    Matrix other = TestMatrix.random(40, 50, 0.9, 2);
    Matrix x = TestMatrix.random(30, 50, 1, 3);
    Matrix d = TestMatrix.random(30, 40, 1, 4);
    AnalogTile tile = TestArray.plain().restAtMinimum().tile(first, PRODUCTS);
    tile.forward(x);
    tile.program(other);
    TestMatrix.assertClose(PRODUCTS.timesTransposed(x, other), tile.forward(x), 1e-5);
    tile.update(x, d, 0.001);
    Matrix moved = tile.weights();
    TestMatrix.assertClose(PRODUCTS.timesTransposed(x, moved), tile.forward(x), 1e-5);
    TestMatrix.assertClose(PRODUCTS.times(d, moved), tile.backward(d), 1e-5);
  }
}
