package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExponentialTest {

  @Test
  void isTheExponentialFunction() {
    for (double x = -300; x <= 300; x += 0.37) {
      double error = Math.abs(Exponential.of(x) / StrictMath.exp(x) - 1);
      double bound = Math.abs(x) <= 100 ? 2e-11 : 1e-9;
      assertTrue(error < bound, "e^" + x + " is off by " + error);
    }
    assertEquals(1, Exponential.of(0));
  }

  @Test
  void columnsAreAsOneByOne() {
    double[] x = new double[1001];
    for (int n = 0; n < x.length; n++) {
      x[n] = (n - 500) * 0.3;
    }
    Exponential.of(x, 1000);
    for (int n = 0; n < 1000; n++) {
      assertEquals(Exponential.of((n - 500) * 0.3), x[n]);
    }
    assertEquals(150, x[1000], 1e-12, "beyond the column");
  }
}
