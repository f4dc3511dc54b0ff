package dev.mho.emulator.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Sample;
import dev.mho.device.random.NoiseStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flawed converters equal twins that work one current and one decision at a time. */
class CircuitTwinTest {
  private static final NoiseStream STREAM = NoiseStream.root(11);
  private static final CircuitFlaws FLAWS = new CircuitFlaws(0.15, 0.03, 35);
  private static final double LOW = -3;
  private static final double HIGH = 5;

  /** Currents in the range and a little beyond, in units of half the range about its middle. */
  private static double[] currents() {
    return new SplittableRandom(1).doubles(2000, -1.1, 1.1).toArray();
  }

  /** What converter {@code c} of some gives for a current. */
  private static double converted(Transfer transfer, int c, double current) {
    float[] y = new float[c + 1];
    y[c] = (float) (1 + 4 * current);
    transfer.convert(y, 0, c + 1);
    return (y[c] - 1) / 4;
  }

  private static double middle(int code, int bits) {
    return (2.0 * code + 1) / (1 << bits) - 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 8})
  void successiveApproximation(int bits) {
    Transfer transfer = new Successive(bits, FLAWS).sample(LOW, HIGH, 3, 1, STREAM);
    for (int c = 0; c < 3; c++) {
      CapacitorArray levels = new CapacitorArray(bits, FLAWS, STREAM.child("capacitors"), c);
      double offset = 0.03 * STREAM.child("comparators").normal(c, 0);
      for (double current : currents()) {
        int code = 0;
        for (int bit = bits - 1; bit >= 0; bit--) {
          code |= current + offset >= levels.level(code | 1 << bit, false) ? 1 << bit : 0;
        }
        assertEquals(middle(code, bits), converted(transfer, c, current), 1e-6);
      }
    }
  }

  /**
   * The staircase is shared; capacitors that are off may make it fall, and then codes go missing.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 8})
  void ramp(int bits) {
    CircuitFlaws mild = new CircuitFlaws(0.02, 0.03, 35);
    Transfer transfer = new Ramp(bits, mild).sample(LOW, HIGH, 3, 1, STREAM);
    CapacitorArray levels = new CapacitorArray(bits, mild, STREAM.child("capacitors"), 0);
    for (int k = 1; k < 1 << bits; k++) {
      assertTrue(levels.level(k, true) > levels.level(k - 1, true), "the twin needs a rising ramp");
    }
    for (int c = 0; c < 3; c++) {
      double offset = 0.03 * STREAM.child("comparators").normal(c, 0);
      for (double current : currents()) {
        int nearest = 0;
        for (int code = 1; code < 1 << bits; code++) {
          double apart = Math.abs(levels.level(code, true) - current - offset);
          boolean nearer = apart < Math.abs(levels.level(nearest, true) - current - offset);
          nearest = nearer ? code : nearest;
        }
        assertEquals(middle(nearest, bits), converted(transfer, c, current), 1e-6);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stages(boolean cyclic) {
    int bits = 6;
    Transfer transfer = new Staged(bits, cyclic, FLAWS).sample(LOW, HIGH, 3, 1, STREAM);
    NoiseStream capacitors = STREAM.child("capacitors");
    NoiseStream comparators = STREAM.child("comparators");
    double a = Math.pow(10, 35 / 20.0);
    int off = 0;
    for (int c = 0; c < 3; c++) {
      for (double current : currents()) {
        double v = current;
        double sum = 0;
        for (int i = 0; i < bits - 1; i++) {
          int own = cyclic ? 0 : i;
          double c1 = 1 + 0.15 * capacitors.normal(c, 2 * own);
          double c2 = 1 + 0.15 * capacitors.normal(c, 2 * own + 1);
          double g = c2 / c1;
          double beta = c1 / (c1 + c2);
          int d = 0;
          d += v > 0.25 + 0.03 * comparators.normal(c, 2 * own) ? 1 : 0;
          d -= v < -0.25 + 0.03 * comparators.normal(c, 2 * own + 1) ? 1 : 0;
          sum += d * Math.pow(2, -i - 1);
          v = ((1 + g) * v - d * g) / (1 + 1 / (a * beta));
        }
        sum += (v > 0 ? 1 : -1) * Math.pow(2, -bits);
        off += Math.abs(sum - converted(transfer, c, current)) > 1e-6 ? 1 : 0;
      }
    }
    // Single precision puts a current that is right at a threshold on the other side.
    assertTrue(off <= 3, off + " of 6000 differ");
  }

  /** Converters of an array have circuits of their own, even where they share lines. */
  @Test
  void convertersDiffer() {
    Transfer transfer = new Successive(8, FLAWS).sample(-1, 1, 3, 2, STREAM);
    List<Integer> differences = new ArrayList<>(List.of(0, 0, 0));
    for (int i = 0; i < 500; i++) {
      float[] y = new float[6];
      Arrays.fill(y, (float) (i / 250.0 - 1));
      transfer.convert(y, 0, 6);
      assertEquals(y[0], y[1]);
      assertEquals(y[2], y[3]);
      assertEquals(y[4], y[5]);
      for (int c = 0; c < 3; c++) {
        boolean apart = y[2 * c] != y[(2 * c + 2) % 6];
        differences.set(c, differences.get(c) + (apart ? 1 : 0));
      }
    }
    assertTrue(differences.stream().allMatch(n -> n > 50), differences.toString());
  }

  /** Code k begins at low + (k + INL_k) step of what the converter sees. */
  @Test
  void measuredTransitions() {
    List<Double> inl = new ArrayList<>();
    for (int k = 1; k < 16; k++) {
      inl.add(0.45 * Math.sin(2.0 * k));
    }
    Adc adc = new Adc(new Measured(4, 0.7, -0.03, inl), LOW, HIGH, Mismatch.NONE);
    LineConverters converters = new LineConverters(adc, 1, STREAM);
    double step = 8.0 / 16;
    for (int k = 1; k < 16; k++) {
      double seen = LOW + (k + inl.get(k - 1)) * step;
      double edge = (seen - 0.7 * step) / 0.97;
      float[] below = {(float) (edge - 1e-5)};
      float[] above = {(float) (edge + 1e-5)};
      for (float[] y : new float[][] {below, above}) {
        converters.skew(y, 0);
        converters.convert(y, 0);
      }
      assertEquals(LOW + (k - 0.5) * step, below[0], 1e-6, "below code " + k);
      assertEquals(LOW + (k + 0.5) * step, above[0], 1e-6, "code " + k);
    }
    float[] beyond = {(float) ((HIGH + 0.01 - 0.7 * step) / 0.97)};
    converters.skew(beyond, 0);
    assertTrue(converters.saturates(beyond, 0, false));
  }

  @Test
  void gainsAndOffsetsAreNormal() {
    Mismatch mismatch = new Mismatch(0.8, 0.05, 2);
    Adc adc = new Adc(new Rounding(Levels.MID_TREAD, 7, false), -1, 1, mismatch);
    LineConverters converters = new LineConverters(adc, 8000, STREAM);
    double[] gains = new double[4000];
    double[] offsets = new double[4000];
    for (int c = 0; c < 4000; c++) {
      assertEquals(converters.gains()[2 * c], converters.gains()[2 * c + 1]);
      gains[c] = converters.gains()[2 * c];
      offsets[c] = converters.offsets()[2 * c] / adc.step();
    }
    Sample.assertNormal(1, 0.05, gains);
    Sample.assertNormal(0, 0.8, offsets);
    Sample.assertUncorrelated(gains, offsets, "of gain and offset");
  }

  @Test
  void whatIsNoNumberStaysNone() {
    List<AdcModel> models =
        List.of(
            new Limiter(),
            new Rounding(Levels.MID_TREAD, 7, false),
            new Successive(7, FLAWS),
            new Staged(7, true, FLAWS));
    for (AdcModel model : models) {
      float[] y = {Float.NaN};
      model.sample(LOW, HIGH, 1, 1, STREAM).convert(y, 0, 1);
      assertTrue(Float.isNaN(y[0]), model.toString());
    }
  }

  /** A file's range need not be even; a calibrated one keeps its shape. */
  @Test
  void aStretchedRangeKeepsItsShape() {
    Adc adc = new Adc(new Limiter(), -1, 4, Mismatch.NONE).over(2);
    assertEquals(-0.5, adc.low(), 1e-15);
    assertEquals(2, adc.high(), 1e-15);
  }

  @Test
  void idealConvertersHaveNoFlaws() {
    Adc adc = new Adc(new Successive(6, FLAWS), -1, 1, new Mismatch(1, 0.1, 1));
    assertTrue(adc.isMismatched());
    assertNotEquals(adc, adc.ideal());
    assertTrue(!adc.ideal().isMismatched());
    assertEquals(new Successive(6, CircuitFlaws.NONE), adc.ideal().model());
  }
}
