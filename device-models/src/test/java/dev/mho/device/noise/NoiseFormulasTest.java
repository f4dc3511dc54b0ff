package dev.mho.device.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.curve.Curve;
import dev.mho.device.curve.Polynomial;
import dev.mho.device.random.NoiseStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every noise at points whose sizes were worked out by hand. */
class NoiseFormulasTest {
  /** 0.1 + 0.2 x. */
  private static final Curve RISING = new Polynomial(List.of(0.1, 0.2));

  /** 0.2 - 0.4 x, below zero from x = 0.5 on. */
  private static final Curve FALLING = new Polynomial(List.of(0.2, -0.4));

  @Test
  void whiteNoiseAddsItsPartsInSquares() {
    WhiteReadNoise noise = new WhiteReadNoise(0.3, 0.8);
    assertEquals(0.5, noise.sigma(1, 0.5, 10), 1e-15);
    assertTrue(noise.isPresent());
    assertTrue(new WhiteReadNoise(0.1, 0).isPresent());
    assertTrue(new WhiteReadNoise(0, 0.1).isPresent());
    assertFalse(new WhiteReadNoise(0, 0).isPresent());
    assertFalse(noise.ages());
  }

  @Test
  void stateNoiseFollowsThePresentConductance() {
    assertEquals(0.15, new StateReadNoise(RISING).sigma(1, 0.25, 10), 1e-15);
    assertEquals(0, new StateReadNoise(FALLING).sigma(0, 0.75, 10));
    assertTrue(new StateReadNoise(RISING).isPresent());
    assertFalse(new StateReadNoise(Curve.constant(0)).isPresent());
    assertFalse(new StateReadNoise(RISING).ages());
  }

  /** With t_r = 3 s, ln((t + t_r)/(2 t_r)) = 4 at t = 6 e^4 - 3. */
  @Test
  void flickerNoiseGrowsWithTheRootOfTheLogarithm() {
    double seconds = 6 * Math.exp(4) - 3;
    FlickerNoise ofConductance = new FlickerNoise(RISING, FlickerNoise.Reference.CONDUCTANCE, 3);
    FlickerNoise ofMaximum = new FlickerNoise(RISING, FlickerNoise.Reference.MAXIMUM, 3);
    assertEquals(2 * 0.5 * 0.2, ofConductance.sigma(0.5, -0.5, seconds), 1e-14);
    assertEquals(2 * 0.15, ofMaximum.sigma(0.5, 0.25, seconds), 1e-14);
    assertEquals(0, ofMaximum.sigma(0.5, 0.25, 3));
    assertEquals(0, ofMaximum.sigma(0.5, 0.25, 0));
    assertTrue(ofMaximum.sigma(0.5, 0.25, 3.1) > 0);
    FlickerNoise falling = new FlickerNoise(FALLING, FlickerNoise.Reference.MAXIMUM, 3);
    assertEquals(0, falling.sigma(0, 0.75, seconds));
    assertTrue(falling.isPresent());
    assertFalse(new FlickerNoise(Curve.constant(0), FlickerNoise.Reference.MAXIMUM, 3).isPresent());
    assertTrue(ofMaximum.ages());
  }

  @Test
  void programmingErrorScalesADrawOfVarianceOne() {
    NoiseStream stream = NoiseStream.root(5);
    ProgrammingError normal =
        new ProgrammingError(RISING, ProgrammingError.Shape.NORMAL, Reach.BOUNDS);
    ProgrammingError uniform =
        new ProgrammingError(RISING, ProgrammingError.Shape.UNIFORM, Reach.BOUNDS);
    assertEquals(0.15 * stream.normal(4, 9), normal.drawn(0.25, stream, 4, 9), 1e-15);
    double flat = Math.sqrt(12) * (stream.uniform(4, 9) - 0.5);
    assertEquals(0.15 * flat, uniform.drawn(0.25, stream, 4, 9), 1e-15);
    ProgrammingError falling =
        new ProgrammingError(FALLING, ProgrammingError.Shape.NORMAL, Reach.BOUNDS);
    assertEquals(0, falling.level(0.75));
  }

  @Test
  void errorsHaltAtBoundsOrAtNoConductance() {
    assertEquals(0.9, Reach.BOUNDS.halt(1.5, -0.2, 0.1, 0.9));
    assertEquals(0.1, Reach.BOUNDS.halt(-0.1, -0.2, 0.1, 0.9));
    assertEquals(0.5, Reach.BOUNDS.halt(0.5, -0.2, 0.1, 0.9));
    assertEquals(1.5, Reach.ZERO.halt(1.5, -0.2, 0.1, 0.9));
    assertEquals(-0.2, Reach.ZERO.halt(-0.5, -0.2, 0.1, 0.9));
  }
}
