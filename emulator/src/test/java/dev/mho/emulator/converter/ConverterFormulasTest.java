package dev.mho.emulator.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.random.NoiseStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Converters and what stands before them, at numbers that were worked out by hand. */
class ConverterFormulasTest {

  /** Of two bits from 0.5 to 3.5: 0.5, 2, 3.5. */
  @Test
  void midTreadHasALevelInTheMiddle() {
    Quantiser quantiser = new Quantiser(Levels.MID_TREAD, 2, 0.5, 3.5);
    assertEquals(1.5, quantiser.step());
    assertEquals(2, quantiser.origin());
    assertEquals(0.5, quantiser.round(1.2));
    assertEquals(2, quantiser.round(1.3));
    assertEquals(3.5, quantiser.round(9));
    assertEquals(0.5, quantiser.round(-9));
    Transfer row = transfer(new Rounding(Levels.MID_TREAD, 2, false));
    assertEquals(0.5f, converted(row, 1.2f));
    assertEquals(2f, converted(row, 1.3f));
    assertEquals(3.5f, converted(row, 9f));
    assertEquals(0.5f, converted(row, -9f));
  }

  /** Of two bits from 0.5 to 3.5: 0.5, 1.5, 2.5, 3.5. */
  @Test
  void midRiseHasNone() {
    Quantiser quantiser = new Quantiser(Levels.MID_RISE, 2, 0.5, 3.5);
    assertEquals(1, quantiser.step());
    assertEquals(0.5, quantiser.origin());
    assertEquals(1.5, quantiser.round(1.9));
    assertEquals(2.5, quantiser.round(2.1));
    assertEquals(1, new Rounding(Levels.MID_RISE, 2, false).step(0.5, 3.5));
    Transfer row = transfer(new Rounding(Levels.MID_RISE, 2, false));
    assertEquals(1.5f, converted(row, 1.9f));
    assertEquals(2.5f, converted(row, 2.1f));
  }

  private static float converted(Transfer row, float current) {
    float[] y = {current};
    row.convert(y, 0, 1);
    return y[0];
  }

  private static Transfer transfer(Rounding rounding) {
    return rounding.sample(0.5, 3.5, 1, 1, NoiseStream.root(1));
  }

  /** v(n) with every capacitor drawn apart, and an amplifier of 20 dB, A = 10. */
  @Test
  void capacitorsOfAConverterAreItsOwn() {
    NoiseStream stream = NoiseStream.root(8);
    CircuitFlaws flaws = new CircuitFlaws(0.1, 0, 20);
    CapacitorArray array = new CapacitorArray(3, flaws, stream, 5);
    double one = 1 + 0.1 * stream.normal(5, 1);
    double two = 2 + 0.1 * Math.sqrt(2) * stream.normal(5, 2);
    double four = 4 + 0.2 * stream.normal(5, 3);
    double all = one + two + four + 1 + 0.1 * stream.normal(5, 0);
    assertEquals((2 * (one + four) / all - 1) / 1.1, array.level(5, false), 1e-14);
    assertEquals((2 * (two + 0.5) / all - 1) / 1.1, array.level(2, true), 1e-14);
    assertEquals(-1 / 1.1, array.level(0, false), 1e-14);
  }

  @Test
  void flawsAreThereIfAnyIs() {
    assertFalse(CircuitFlaws.NONE.isPresent());
    assertTrue(new CircuitFlaws(0.01, 0, 100).isPresent());
    assertTrue(new CircuitFlaws(0, 0.01, 100).isPresent());
    assertTrue(new CircuitFlaws(0, 0, 99).isPresent());
    assertEquals(1e5, CircuitFlaws.NONE.gain(), 1e-9);
  }

  @Test
  void distortionIsThereIfAnyPartIs() {
    Optional<StaticDrop> drop = Optional.empty();
    Optional<SenseStage> sense = Optional.of(new SenseStage(0.1, 0, 0));
    Optional<OutputShape> shape = Optional.of(new OutputShape(0.1, 0, 1));
    assertFalse(Distortion.NONE.isPresent());
    assertTrue(new Distortion(drop, sense, Optional.empty(), 0).isPresent());
    assertTrue(new Distortion(drop, Optional.empty(), shape, 0).isPresent());
    Distortion skew = new Distortion(drop, Optional.empty(), Optional.empty(), 0.1);
    assertTrue(skew.isPresent());
    assertEquals(skew, skew.only(true, true));
    assertEquals(Distortion.NONE, skew.only(true, false));
  }
}
