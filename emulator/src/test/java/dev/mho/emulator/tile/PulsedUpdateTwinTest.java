package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.response.Polarity;
import dev.mho.emulator.FlawedDevice;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.TrainBatch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch of more than two words of samples on devices with every flaw, bit for bit. */
class PulsedUpdateTwinTest {
  private static final int OUTPUTS = 9;
  private static final int INPUTS = 14;
  private static final double RATE = 0.2;
  private static final AnalogTileSpec SPEC = FlawedDevice.array().weightRange(1.5).spec();
  private static final Matrix WEIGHTS = TestMatrix.random(OUTPUTS, INPUTS, 1, 1);
  private static final Matrix X = TestMatrix.random(150, INPUTS, 1, 2);
  private static final Matrix D = TestMatrix.random(150, OUTPUTS, 1, 3);

  /** One slot, one crossing and one pulse at a time, on fresh devices of the same names. */
  @Test
  void equalsOnePulseAfterTheOther() {
    AnalogTile tile = TestArray.tile(SPEC, WEIGHTS, new Products(Workers.single()));
    tile.idle(2e-6);
    tile.update(X, D, RATE);
    tile.update(X, D, -RATE);

    Placement whole = Placement.whole(OUTPUTS, INPUTS);
    DeviceArray plus = new DeviceArray(SPEC.device(), whole, TestArray.STREAM.child("plus"));
    DeviceArray minus = new DeviceArray(SPEC.device(), whole, TestArray.STREAM.child("minus"));
    plus.program(targets(1), 0);
    minus.program(targets(-1), 0);
    double clock = pulse(plus, minus, 1, 0, 2e-6);
    clock = pulse(plus, minus, -1, X.rows(), clock);

    assertEquals(clock, tile.clock(), 1e-15);
    for (int cell = 0; cell < whole.size(); cell++) {
      assertEquals(plus.state(cell), tile.devices(Role.PLUS).state(cell));
      assertEquals(minus.state(cell), tile.devices(Role.MINUS).state(cell));
      assertEquals(plus.conductance(cell, 1), tile.devices(Role.PLUS).conductance(cell, 1));
      assertEquals(plus.pulseCount(cell), tile.devices(Role.PLUS).pulseCount(cell));
      assertEquals(minus.pulseCount(cell), tile.devices(Role.MINUS).pulseCount(cell));
    }
  }

  private static float[] targets(int sign) {
    float[] targets = new float[OUTPUTS * INPUTS];
    double[] weights = WEIGHTS.toArray();
    for (int cell = 0; cell < targets.length; cell++) {
      targets[cell] = (float) ((1 + sign * weights[cell] / 1.5) / 2);
    }
    return targets;
  }

  private static double pulse(
      DeviceArray plus, DeviceArray minus, int sign, long firstSample, double clock) {
    Matrix d = D.copy();
    d.updateRows(
        Workers.single(),
        (b, row) -> {
          for (int k = 0; k < row.length; k++) {
            row[k] *= sign;
          }
        });
    TrainBatch batch =
        new TrainBatch(
            (StochasticTrains) SPEC.trains().orElseThrow(),
            X,
            d,
            RATE / 1.5,
            SPEC.granularity(),
            TestArray.STREAM.child("trains"),
            firstSample,
            0,
            0,
            Workers.single());
    double now = clock;
    for (int b = 0; b < X.rows(); b++) {
      for (int slot = 0; slot < batch.slots(b); slot++) {
        for (int k = 0; k < OUTPUTS; k++) {
          for (int j = 0; j < INPUTS; j++) {
            int both = batch.rowTrain(j, b) & batch.columnTrain(k, b);
            if ((both >> slot & 1) == 1) {
              boolean falls = X.get(b, j) * d.get(b, k) > 0;
              int cell = k * INPUTS + j;
              plus.pulse(cell, 1, falls ? Polarity.DOWN : Polarity.UP, now);
              minus.pulse(cell, 1, falls ? Polarity.UP : Polarity.DOWN, now);
            }
          }
        }
      }
      now += batch.slots(b) * SPEC.pulseSeconds();
    }
    return now;
  }

  /** Large enough for several blocks of everything. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void bitsDoNotDependOnThreads(int threads) {
    assertArrayEquals(run(1), run(threads));
  }

  /** Reads and weights of two rounds, all bits. */
  private static double[] run(int threads) {
    try (Workers workers = new Workers(threads)) {
      Products products = new Products(workers);
      AnalogTile tile = TestArray.tile(SPEC, TestMatrix.random(150, 130, 1, 4), products);
      Matrix x = TestMatrix.random(140, 130, 1, 5);
      Matrix d = TestMatrix.random(140, 150, 1, 6);
      double[] bits = {};
      for (int round = 0; round < 2; round++) {
        bits = joined(bits, tile.forward(x).toArray());
        bits = joined(bits, tile.backward(d).toArray());
        tile.update(x, d, 0.05);
        tile.idle(1e-5);
        bits = joined(bits, tile.weights().toArray());
      }
      TileActivity a = tile.activity();
      return joined(bits, a.upPulses(), a.downPulses(), a.saturations(), a.seconds());
    }
  }

  private static double[] joined(double[] head, double... tail) {
    double[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  /** A batch is its samples one after the other. */
  @Test
  void batchesAreSequences() {
    AnalogTile batch = TestArray.tile(SPEC, WEIGHTS, new Products(Workers.single()));
    AnalogTile single = TestArray.tile(SPEC, WEIGHTS, new Products(Workers.single()));
    batch.update(X, D, RATE);
    for (int b = 0; b < X.rows(); b++) {
      single.update(X.rows(b, b + 1), D.rows(b, b + 1), RATE);
    }
    TestMatrix.assertClose(batch.weights(), single.weights(), 0);
    assertEquals(batch.clock(), single.clock());
  }
}
