package dev.mho.experiments.model;

import dev.mho.device.Presets;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.compound.Chopper;
import dev.mho.emulator.compound.MixedPrecisionSpec;
import dev.mho.emulator.compound.MixedPrecisionTile;
import dev.mho.emulator.compound.StepBuffer;
import dev.mho.emulator.compound.TransferRule;
import dev.mho.emulator.compound.TransferSpec;
import dev.mho.emulator.compound.TransferTile;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.DriftCompensator;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.emulator.update.CountBatch;
import dev.mho.emulator.update.CountedTrains;
import dev.mho.emulator.update.ImplicitTrains;
import dev.mho.emulator.update.MeanCountTrains;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.TrainBatch;
import dev.mho.emulator.update.UpdateManagement;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** From an outer product to pulses, and what update schemes make of a bad device. */
final class UpdateSheet {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final int SIZE = 8;
  private static final int SAMPLES = 3000;
  private static final int EVERY = 20;
  private static final double RATE = 0.02;

  private UpdateSheet() {}

  static Sheet sheet() {
    return new Sheet(
        "From an outer product to pulses",
        List.of(
            "Right: 8 × 8 weights in pairs of reram-gong-2022-om (without its write noise) learn a random matrix from"
                + " exact errors, rate 0.02, by each scheme; smoothed over 200 samples."),
        List.of(counts(), schemes(), compensation()),
        List.of(
            "Left: a crossing whose two lines carry half of the largest values of the sample. Up to 31 slots a train: beyond"
                + " 7.75 steps here the largest product of the sample falls short, this one not yet.",
            "Transfers: fast-rate 8, transfer-rate 0.03 (tiki-taka: 2 and 0.01; agad: 0.1), all else as it is if left"
                + " out. Rates were not tuned; docs/results.md has a network.",
            "Below: 32 × 32 weights on pcm-nandakumar-2019, without reads' noise; the error of a product of the"
                + " drifted weights."));
  }

  // --- pulses of a crossing ----------------------------------------------------------------

  private static Figure counts() {
    Grid wanted = Grid.linear(0.05, 11, 220);
    UpdateManagement usual = UpdateManagement.usual();
    return Grid.panel(
        "Pulses at a crossing",
        "steps that the change amounts to, λ x d / Δ",
        "pulses",
        stochastic(wanted),
        wanted.line("mean-count", k -> counted(new MeanCountTrains(31, usual), k)),
        wanted.line("deterministic", k -> counted(new ImplicitTrains(31, usual, 0, 0), k)),
        wanted.guide("as asked", k -> k));
  }

  /** Two lines, the second at half of the largest value. */
  private static Matrix lines(double sign, int samples) {
    Matrix matrix = Matrix.zeros(samples, 2, Precision.FLOAT64);
    for (int b = 0; b < samples; b++) {
      matrix.set(b, 0, sign);
      matrix.set(b, 1, sign / 2);
    }
    return matrix;
  }

  /** With which rate the crossing of the second lines is to move by so many steps of size one. */
  private static double rate(double steps) {
    return 4 * steps;
  }

  private static double counted(CountedTrains trains, double steps) {
    CountBatch batch =
        new CountBatch(trains, lines(1, 1), lines(-1, 1), rate(steps), 1, Workers.single());
    return batch.pulses(1, 1, 0);
  }

  /** Mean over samples, and the band that holds nine of ten. */
  private static Curve stochastic(Grid wanted) {
    int samples = 2000;
    double[] steps = wanted.x();
    double[] mean = new double[steps.length];
    double[] low = new double[steps.length];
    double[] high = new double[steps.length];
    for (int i = 0; i < steps.length; i++) {
      TrainBatch batch =
          new TrainBatch(
              new StochasticTrains(31),
              lines(1, samples),
              lines(-1, samples),
              rate(steps[i]),
              1,
              TestDevices.SEED.child("trains").child(i),
              0,
              0,
              0,
              Workers.single());
      double[] pulses = new double[samples];
      for (int b = 0; b < samples; b++) {
        pulses[b] = StochasticTrains.coincidences(batch.rowTrain(1, b), batch.columnTrain(1, b));
        mean[i] += pulses[b] / samples;
      }
      Arrays.sort(pulses);
      low[i] = pulses[samples / 20];
      high[i] = pulses[samples - samples / 20];
    }
    return new Curve(
        "stochastic: mean, 90 % of trains",
        steps, mean, Optional.of(new Curve.Band(low, high)), false);
  }

  // --- schemes -----------------------------------------------------------------------------

  private static AnalogTileSpec array(String preset, Optional<PulseTrains> trains) {
    return new AnalogTileSpec(
        Presets.get(preset).withoutWriteNoise().withoutReadNoise(),
        new DifferentialPair(1, DifferentialPair.Rest.MIDDLE),
        WeightScaling.NONE,
        Optional.empty(),
        ReadPath.BARE,
        ReadPath.BARE,
        Optional.empty(),
        trains,
        1e-7,
        1e-7);
  }

  private static TileGrid grid(PulseTrains trains, Matrix start, NoiseStream stream) {
    return new TileGrid(
        array("reram-gong-2022-om", Optional.of(trains)), start, SIZE, SIZE, stream, PRODUCTS);
  }

  private static Matrix random(String purpose, int rows, int cols, double bound) {
    NoiseStream stream = TestDevices.SEED.child(purpose);
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, bound * (2 * stream.uniform(r, c) - 1));
      }
    }
    return matrix;
  }

  private static Figure schemes() {
    PulseTrains drawn = new StochasticTrains(31);
    PulseTrains counted = new ImplicitTrains(31, UpdateManagement.usual(), 0, 0);
    StepBuffer buffer = new StepBuffer(1, 1, 0.1, true);
    StepBuffer plain = new StepBuffer(1, 1, 0, true);
    Chopper chopper = new Chopper(10, Chopper.Kind.REGULAR);
    List<Curve> curves = new ArrayList<>();
    curves.add(learning("pulsed", start -> grid(drawn, start, TestDevices.SEED.child("slow"))));
    curves.add(
        learning(
            "mixed-precision",
            start ->
                new MixedPrecisionTile(
                    MixedPrecisionSpec.usual(),
                    grid(counted, start, TestDevices.SEED.child("slow")),
                    PRODUCTS)));
    curves.add(transfer("tiki-taka", drawn, drawn, 2, 0.01, new TransferRule.Direct()));
    curves.add(transfer("tiki-taka-2", drawn, counted, 8, 0.03, new TransferRule.Buffered(buffer)));
    curves.add(
        transfer("chopped", drawn, counted, 8, 0.03, new TransferRule.Chopped(plain, chopper)));
    curves.add(
        transfer("agad", drawn, counted, 8, 0.1, new TransferRule.Dynamic(plain, chopper, 5)));
    return Grid.panel(
        "Update schemes on an asymmetric device",
        "samples",
        "root mean square error of the weights",
        curves.toArray(Curve[]::new));
  }

  private static Curve transfer(
      String name,
      PulseTrains fast,
      PulseTrains slow,
      double fastRate,
      double transferRate,
      TransferRule rule) {
    TransferSpec spec =
        new TransferSpec(fastRate, 1, 1, TransferSpec.Side.INPUTS, transferRate, 0, rule);
    return learning(
        name,
        start ->
            new TransferTile(
                spec,
                grid(
                    fast,
                    Matrix.zeros(SIZE, SIZE, Precision.FLOAT64),
                    TestDevices.SEED.child("fast")),
                grid(slow, start, TestDevices.SEED.child("slow")),
                TestDevices.SEED.child("choppers"),
                PRODUCTS));
  }

  private static Curve learning(String name, Function<Matrix, Tile> make) {
    Tile tile = make.apply(Matrix.zeros(SIZE, SIZE, Precision.FLOAT64));
    Matrix target = random("target", SIZE, SIZE, 0.5);
    Matrix inputs = random("inputs", SAMPLES, SIZE, 1);
    double[] error = new double[SAMPLES / EVERY + 1];
    double[] at = new double[error.length];
    for (int sample = 0; sample <= SAMPLES; sample++) {
      if (sample % EVERY == 0) {
        at[sample / EVERY] = sample;
        error[sample / EVERY] = distance(tile.weights(), target);
      }
      if (sample < SAMPLES) {
        Matrix x = inputs.rows(sample, sample + 1);
        Matrix d = PRODUCTS.timesTransposed(x, tile.weights());
        Matrix wanted = PRODUCTS.timesTransposed(x, target);
        for (int k = 0; k < SIZE; k++) {
          d.set(0, k, d.get(0, k) - wanted.get(0, k));
        }
        tile.update(x, d, RATE);
      }
    }
    return Curve.line(name, at, smoothed(error));
  }

  private static double distance(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        sum += Math.pow(a.get(i, j) - b.get(i, j), 2);
      }
    }
    return Math.sqrt(sum) / SIZE;
  }

  /** Mean over ten points, five before and five after. */
  private static double[] smoothed(double[] values) {
    double[] smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - 5);
      int to = Math.min(values.length, i + 6);
      for (int j = from; j < to; j++) {
        smooth[i] += values[j] / (to - from);
      }
    }
    return smooth;
  }

  // --- drift compensation ------------------------------------------------------------------

  private static Figure compensation() {
    return Grid.logPanel(
        "drift-compensation on pcm-nandakumar-2019",
        "seconds after the write",
        "error of a product, %",
        drifted("none", false, false),
        drifted("global", true, false),
        drifted("per-column", true, true));
  }

  private static Curve drifted(String name, boolean compensated, boolean perColumn) {
    int size = 32;
    Matrix weights = random("drifting", size, size, 0.5);
    Matrix x = random("read", 64, size, 1);
    double[] exact = PRODUCTS.timesTransposed(x, weights).toArray();
    Grid time = Grid.logarithmic(20, 1e8);
    double[] seconds = time.x();
    double[] error = new double[seconds.length];
    Tile tile =
        new TileGrid(
            array("pcm-nandakumar-2019", Optional.empty()),
            weights,
            size,
            size,
            TestDevices.SEED.child("drift"),
            PRODUCTS);
    DriftCompensator compensator = new DriftCompensator(tile, perColumn);
    double now = 0;
    for (int i = 0; i < seconds.length; i++) {
      tile.idle(seconds[i] - now);
      now = seconds[i];
      if (compensated) {
        compensator.compensate();
      }
      double[] read = tile.forward(x).toArray();
      double missed = 0;
      double power = 0;
      for (int k = 0; k < read.length; k++) {
        missed += (read[k] - exact[k]) * (read[k] - exact[k]);
        power += exact[k] * exact[k];
      }
      error[i] = 100 * Math.sqrt(missed / power);
    }
    return Curve.line(name, seconds, error);
  }
}
