package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.device.state.Archive;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.CrossCheckedTile.Change;
import dev.mho.emulator.tile.CrossCheckedTile.ReadError;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrossCheckedTileTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final Matrix WEIGHTS = TestMatrix.random(5, 8, 1, 1);
  private static final Matrix X = TestMatrix.random(20, 8, 1, 2);
  private static final Matrix D = TestMatrix.random(20, 5, 1, 3);

  private CrossCheckedTile exact;

  @BeforeEach
  void watchAnExactTile() {
    exact = watched(new ExactTile(WEIGHTS, Precision.FLOAT64, PRODUCTS));
  }

  private static CrossCheckedTile watched(Tile tile) {
    return CrossCheckedTile.of(tile, PRODUCTS);
  }

  @Test
  void anExactTileDoesWhatItIsAsked() {
    exact.update(X, D, 0.1);
    exact.update(X.rows(5, 9), D.rows(3, 7), -0.3);
    assertChange(1, 1, exact.takeChange());
  }

  @Test
  void aDigitalScaleIsNoChange() {
    exact.update(X, D, 0.1);
    exact.scaleOutputs(new double[] {0.5, 2, 3, 1, 10});
    exact.update(X, D, 0.1);
    assertChange(1, 1, exact.takeChange());
    exact.scaleOutputs(new double[] {2, 2, 2, 2, 2});
    Change none = exact.takeChange();
    assertEquals(1, none.cosine());
    assertEquals(0, none.gain());
  }

  @Test
  void programmingIsNoChange() {
    exact.update(X, D, 0.1);
    exact.program(TestMatrix.random(5, 8, 1, 9));
    assertEquals(new Change(1, 0), exact.takeChange());
  }

  @Test
  void takingStartsOver() {
    exact.update(X, D, 0.1);
    exact.takeChange();
    assertEquals(new Change(1, 0), exact.takeChange());
  }

  /** A tile that moves by −2 times what it is asked has cosine −1 and gain 2. */
  @Test
  void aTileThatOvershootsBackwards() {
    CrossCheckedTile tile =
        watched(
            new ForwardingTile(new ExactTile(WEIGHTS, Precision.FLOAT64, PRODUCTS)) {
              @Override
              public void update(Matrix x, Matrix d, double rate) {
                super.update(x, d, -2 * rate);
              }
            });
    tile.update(X, D, 0.1);
    assertChange(-1, 2, tile.takeChange());
  }

  @Test
  void aTileThatDoesNotMove() {
    CrossCheckedTile tile =
        watched(
            new ForwardingTile(new ExactTile(WEIGHTS, Precision.FLOAT64, PRODUCTS)) {
              @Override
              public void update(Matrix x, Matrix d, double rate) {}
            });
    tile.update(X, D, 0.1);
    assertEquals(new Change(0, 0), tile.takeChange());
  }

  @Test
  void anExactReadHasNoError() {
    ReadError error = exact.readError(X, exact.forward(X));
    assertTrue(error.relativeError() < 1e-15);
    assertTrue(error.snrDecibels() > 300);
  }

  /** 200 numbers off by r²/12 each: the norm has a relative standard error of 3 %. */
  @Test
  void anAdcGivesItsRoundingError() {
    CrossCheckedTile tile = watched(TestArray.plain().adc(10, 4).tile(WEIGHTS, PRODUCTS));
    Matrix x = TestMatrix.random(40, 8, 1, 4);
    ReadError error = tile.readError(x, tile.forward(x));
    double[] y = PRODUCTS.timesTransposed(x, WEIGHTS).toArray();
    double power = Arrays.stream(y).map(v -> v * v).average().orElseThrow();
    double step = 8.0 / 1022;
    double expected = Math.sqrt(step * step / 12 / power);
    assertEquals(expected, error.relativeError(), 0.15 * expected);
    assertEquals(-20 * Math.log10(error.relativeError()), error.snrDecibels(), 1e-9);
  }

  @Test
  void decibelsStayFinite() {
    Matrix nothing = Matrix.zeros(20, 8, Precision.FLOAT64);
    Matrix silence = Matrix.zeros(20, 5, Precision.FLOAT64);
    assertEquals(new ReadError(0, 320), exact.readError(nothing, silence));
    assertEquals(-320, exact.readError(nothing, D).snrDecibels());
  }

  @Test
  void everythingReachesTheTile() {
    exact.update(X, D, 0.1);
    Tile alone = new ExactTile(WEIGHTS, Precision.FLOAT64, PRODUCTS);
    alone.update(X, D, 0.1);
    TestMatrix.assertClose(alone.weights(), exact.weights(), 0);
    TestMatrix.assertClose(alone.forward(X), exact.forward(X), 0);
    TestMatrix.assertClose(alone.backward(D), exact.backward(D), 0);
  }

  private static void assertChange(double cosine, double gain, Change actual) {
    assertEquals(cosine, actual.cosine(), 1e-12);
    assertEquals(gain, actual.gain(), 1e-12);
  }

  private static class ForwardingTile implements Tile {
    private final Tile to;

    ForwardingTile(Tile to) {
      this.to = to;
    }

    @Override
    public void keep(Archive archive) {
      to.keep(archive);
    }

    @Override
    public int inputs() {
      return to.inputs();
    }

    @Override
    public int outputs() {
      return to.outputs();
    }

    @Override
    public Matrix forward(Matrix x) {
      return to.forward(x);
    }

    @Override
    public Matrix backward(Matrix d) {
      return to.backward(d);
    }

    @Override
    public void update(Matrix x, Matrix d, double rate) {
      to.update(x, d, rate);
    }

    @Override
    public void scaleOutputs(double[] factor) {
      to.scaleOutputs(factor);
    }

    @Override
    public void program(Matrix weights) {
      to.program(weights);
    }

    @Override
    public Matrix weights() {
      return to.weights();
    }

    @Override
    public void idle(double seconds) {
      to.idle(seconds);
    }

    @Override
    public TileActivity activity() {
      return to.activity();
    }
  }
}
