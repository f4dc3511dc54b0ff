package dev.mho.learning.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.DigitalTile;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileActivity;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The noise of a read, found by reading twice. */
class ReadNoiseTest {
  private final Matrix x = TestData.correlated(400, 6, 1);

  @Test
  void exactTilesHaveNone() {
    double[] noise = ReadNoise.of(network(TestNetwork.TILES), x);
    assertArrayEquals(new double[] {0, 0}, noise, 0);
  }

  /** 0.01 in layer 0 and 0.02 in layer 1, from 2000 and 1200 differences: within five errors. */
  @Test
  void noisyTilesHaveTheirOwn() {
    double[] noise =
        ReadNoise.of(
            network((purpose, layer, start) -> new NoisyTile(start, 0.01 * (layer + 1), layer)), x);
    assertEquals(0.01, noise[0], 5 * 0.01 / Math.sqrt(2 * 2000));
    assertEquals(0.02, noise[1], 5 * 0.02 / Math.sqrt(2 * 1200));
  }

  private static Network network(TileFactory tiles) {
    return TestNetwork.spec(List.of(6, 5, 3), Optional.empty())
        .build(tiles, NoiseStream.root(1), TestNetwork.PRODUCTS);
  }

  /** An exact tile whose reads carry white noise. */
  private static final class NoisyTile implements Tile {
    private final DigitalTile exact;
    private final double sigma;
    private final NoiseStream stream;
    private int reads;

    NoisyTile(Matrix weights, double sigma, int layer) {
      this.exact = new ExactTile(weights, weights.precision(), TestNetwork.PRODUCTS);
      this.sigma = sigma;
      this.stream = NoiseStream.root(5).child(layer);
    }

    @Override
    public void keep(Archive archive) {
      exact.keep(archive);
      reads = archive.value("reads", reads);
    }

    @Override
    public Matrix forward(Matrix input) {
      Matrix y = exact.forward(input);
      NoiseStream own = stream.child(reads++);
      y.updateRows(
          TestNetwork.WORKERS,
          (b, row) -> {
            for (int k = 0; k < row.length; k++) {
              row[k] += sigma * own.normal(b, k);
            }
          });
      return y;
    }

    @Override
    public int inputs() {
      return exact.inputs();
    }

    @Override
    public int outputs() {
      return exact.outputs();
    }

    @Override
    public Matrix backward(Matrix d) {
      return exact.backward(d);
    }

    @Override
    public void update(Matrix input, Matrix d, double rate) {
      exact.update(input, d, rate);
    }

    @Override
    public void scaleOutputs(double[] factor) {
      exact.scaleOutputs(factor);
    }

    @Override
    public void program(Matrix weights) {
      exact.program(weights);
    }

    @Override
    public Matrix weights() {
      return exact.weights();
    }

    @Override
    public void idle(double seconds) {}

    @Override
    public TileActivity activity() {
      return TileActivity.NONE;
    }
  }
}
