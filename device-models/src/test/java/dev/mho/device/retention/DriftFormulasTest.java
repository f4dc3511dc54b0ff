package dev.mho.device.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.curve.Polynomial;
import dev.mho.device.spread.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drift and decay at times whose conductances were worked out by hand. */
class DriftFormulasTest {

  /** ν = |0.2 + 0.5 x + (0.1 + 0.1 x) ξ|. */
  @Test
  void powerLaw() {
    PowerLawDrift drift =
        new PowerLawDrift(2, new Polynomial(List.of(0.2, 0.5)), new Polynomial(List.of(0.1, 0.1)));
    assertEquals(0.5 * 0.25, drift.after(0.5, 32, 1 / 0.15 * 0.05), 1e-15); // 16^-0.5
    assertEquals(0.5 * 0.5, drift.after(0.5, 32, -0.7 / 0.15), 1e-15); // |0.45 - 0.7|
    assertEquals(0.5, drift.after(0.5, 2, 1));
    assertEquals(0.5, drift.after(0.5, 0, 1));
    assertEquals(2, drift.onsetSeconds());
  }

  /** Half of the way is left after τ (ln 2)^(1/β), where τ is 10 s times e^(0.5 ξ). */
  @Test
  void stretchedExponential() {
    Decay decay = new Decay(10, Spread.logNormal(0.5), 2, 0.1);
    double half = Math.sqrt(Math.log(2));
    assertEquals(0.5, decay.after(0.9, 10 * half, 0), 1e-15);
    assertEquals(0.5, decay.after(0.9, 10 * Math.exp(1) * half, 2), 1e-12);
    assertEquals(0.9, decay.after(0.9, 0, 2));
    assertEquals(0.1, decay.after(0.9, 1e6, 0), 1e-15);
    assertEquals(0, decay.onsetSeconds());
  }
}
