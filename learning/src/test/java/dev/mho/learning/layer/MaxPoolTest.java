package dev.mho.learning.layer;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.TestNetwork;
import org.junit.jupiter.api.Test;

/** The largest of each square, and its error back to where it came from. */
class MaxPoolTest {
  private static final MaxPool POOL = new MaxPool(2);

  /** Two channels of 3 × 5 pixels: the last row and column are left over. */
  private static final ImageShape SHAPE = new ImageShape(3, 5, 2);

  private static final double[][] IMAGE = {
    {
      1, -1, 5, -5, 2, -2, 2, -9, 99, 99,
      3, -3, 4, -4, 2, -2, 2, -2, 99, 99,
      99, 99, 99, 99, 99, 99, 99, 99, 99, 99
    }
  };

  @Test
  void theLargestIsHandedOn() {
    assertEquals(new ImageShape(1, 2, 2), POOL.pooled(SHAPE));
    Matrix pooled = POOL.forward(Matrix.of(IMAGE), SHAPE, TestNetwork.WORKERS);
    assertClose(new double[][] {{5, -1, 2, -2}}, pooled, 0, "pooled");
  }

  /** Of equals the first gets the error. */
  @Test
  void theLargestGetsTheError() {
    Matrix e = Matrix.of(new double[][] {{10, 20, 30, 40}});
    Matrix spread = POOL.backward(e, Matrix.of(IMAGE), SHAPE, TestNetwork.WORKERS);
    double[][] expected = {
      {
        0, 20, 10, 0, 30, 40, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      }
    };
    assertClose(expected, spread, 0, "error");
  }

  @Test
  void refusals() {
    BadInputException one = assertThrows(BadInputException.class, () -> new MaxPool(1));
    assertEquals("pool: found 1; allowed: a whole number from 2 to 1024", one.getMessage());
    BadInputException small =
        assertThrows(BadInputException.class, () -> new MaxPool(4).pooled(SHAPE));
    assertEquals(
        "pool: found 4; allowed: at most the side of the images, 3 x 5 x 2", small.getMessage());
  }
}
