package dev.mho.learning.example;

import dev.mho.device.Presets;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.layer.LeakyRelu;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.DenseNetworkSpec;
import dev.mho.learning.network.Learner;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import dev.mho.learning.optimizer.PulsedUpdate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Feedback alignment with decorrelation, on emulated arrays and, beside it, in exact numbers. */
public final class TrainNetwork {
  private static final NoiseStream SEED = NoiseStream.root(42);
  private static final int SAMPLES = 400;
  private static final int INPUTS = 20;
  private static final int BATCH = 25;

  private TrainNetwork() {}

  /** Prints the accuracy of both networks before and after learning. */
  public static void main(String[] arguments) {
    try (Workers workers = new Workers(2)) {
      Products products = new Products(workers);
      for (boolean onHardware : new boolean[] {true, false}) {
        TileFactory tiles =
            onHardware ? arrays(products) : TileFactory.exact(Precision.FLOAT64, products);
        Network network =
            new DenseNetworkSpec(
                    List.of(INPUTS, 32, 2),
                    List.of(new LeakyRelu(0.1)),
                    Optional.of(DecorrelationSpec.ofRate(1e-3)))
                .build(tiles, SEED.child("start"), products);
        Learner learner =
            new Learner(
                network,
                FeedbackAlignment.random(network, tiles, SEED.child("feedback")),
                new PulsedUpdate(network, 0.1),
                Loss.CROSS_ENTROPY);
        String before = accuracy(network);
        for (int epoch = 0; epoch < 10; epoch++) {
          for (int from = 0; from < SAMPLES; from += BATCH) {
            learner.learn(inputs(from, BATCH), labels(from, BATCH));
          }
        }
        System.out.printf(
            "%-9s %s before, %s after%n",
            onHardware ? "hardware:" : "exact:", before, accuracy(network));
      }
    }
  }

  /** Every matrix (weights, decorrelation, feedback) on arrays of at most 16 x 16. */
  private static TileFactory arrays(Products products) {
    ReadPath path =
        ReadPath.BARE
            .with(InputScaling.absMax())
            .with(Optional.of(new Dac(7)), Optional.of(new Adc(9, 12)))
            .with(BoundManagement.iterative());
    AnalogTileSpec spec =
        new AnalogTileSpec(
            Presets.get("rpu-gokmen-2016"),
            new DifferentialPair(2, DifferentialPair.Rest.MIDDLE),
            WeightScaling.NONE,
            Optional.empty(),
            path,
            path,
            Optional.empty(),
            Optional.of(new StochasticTrains(31)),
            1e-7,
            1e-7);
    NoiseStream stream = SEED.child("hardware");
    return (purpose, layer, start) ->
        new TileGrid(spec, start, 16, 16, stream.child(purpose.label()).child(layer), products);
  }

  /** Inputs that share half of their variance; the label asks which of two sums is larger. */
  private static Matrix inputs(int from, int count) {
    NoiseStream draws = SEED.child("inputs");
    Matrix x = Matrix.zeros(count, INPUTS, Precision.FLOAT64);
    for (int b = 0; b < count; b++) {
      double common = draws.normal(from + b, INPUTS);
      for (int j = 0; j < INPUTS; j++) {
        x.set(b, j, common + draws.normal(from + b, j));
      }
    }
    return x;
  }

  private static int[] labels(int from, int count) {
    Matrix x = inputs(from, count);
    int[] labels = new int[count];
    for (int b = 0; b < count; b++) {
      labels[b] = x.get(b, 0) + x.get(b, 1) > x.get(b, 2) + x.get(b, 3) ? 1 : 0;
    }
    return labels;
  }

  /** On samples that were not learnt. */
  private static String accuracy(Network network) {
    Matrix outputs = network.evaluate(inputs(SAMPLES, SAMPLES));
    int correct = Loss.CROSS_ENTROPY.judge(outputs, labels(SAMPLES, SAMPLES)).correct();
    return String.format(Locale.ROOT, "%.0f %%", 100.0 * correct / SAMPLES);
  }
}
