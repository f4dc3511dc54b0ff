package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.array.Workers;
import dev.mho.emulator.FlawedDevice;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tile with every effect off is an exact one, to float32 rounding. */
class EffectsOffTest {
  private static final double RANGE = 1.5;
  private static final int UPDATES = 5;

  /**
   * Each write and update rounds two conductances of at most 1 to 2⁻²⁵, and a read rounds its
   * inputs and its difference: in all less than this a unit of weight range and input.
   */
  private static final double ROUNDING = (UPDATES + 3) * 0x1p-24;

  private final Products products = new Products(Workers.single());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void equalsAnExactTile(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int outputs = 1 + random.nextInt(70);
    int inputs = 1 + random.nextInt(70);
    int samples = 1 + random.nextInt(20);
    Matrix weights = TestMatrix.random(outputs, inputs, 1, seed);
    Tile exact = new ExactTile(weights, Precision.FLOAT64, products);
    AnalogTileSpec spec = FlawedDevice.array().weightRange(RANGE).spec().only(Set.of());
    AnalogTile tile = TestArray.tile(spec, weights, products);
    double scale = RANGE;
    for (int step = 0; step < UPDATES; step++) {
      Matrix x = TestMatrix.random(samples, inputs, 1, seed * 100 + step);
      Matrix d = TestMatrix.random(samples, outputs, 1, seed * 100 + step + 50);
      double bound = ROUNDING * scale;
      TestMatrix.assertClose(exact.forward(x), tile.forward(x), bound * inputs);
      TestMatrix.assertClose(exact.backward(d), tile.backward(d), bound * outputs);
      TestMatrix.assertClose(exact.weights(), tile.weights(), bound);
      double rate = 0.01 * (2 * random.nextDouble() - 1);
      exact.update(x, d, rate);
      tile.update(x, d, rate);
      double[] factor = random.doubles(outputs, 0.8, 1.2).toArray();
      exact.scaleOutputs(factor);
      tile.scaleOutputs(factor);
      scale *= 1.2;
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADC_MISMATCH")
  void eachEffectCanBeLeftAlone(Effect effect) {
    assertEquals(Set.of(effect), FlawedDevice.array().spec().only(Set.of(effect)).effects());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADC")
  void eachEffectCanBeSwitchedOffAlone(Effect effect) {
    Set<Effect> others = EnumSet.complementOf(EnumSet.of(effect));
    assertEquals(others, FlawedDevice.array().spec().only(others).effects());
  }

  /** Without converters there is nothing that could differ. */
  @Test
  void mismatchIsOfAnAdc() {
    AnalogTileSpec all = FlawedDevice.array().spec();
    assertEquals(Set.of(), all.only(Set.of(Effect.ADC_MISMATCH)).effects());
    Set<Effect> both = Set.of(Effect.ADC, Effect.ADC_MISMATCH);
    assertEquals(both, all.only(both).effects());
  }

  @Test
  void allEffectsAreTheWholeTile() {
    AnalogTileSpec all = FlawedDevice.array().spec();
    assertEquals(EnumSet.allOf(Effect.class), all.effects());
    assertEquals(all, all.only(EnumSet.allOf(Effect.class)));
  }
}
