package dev.mho.emulator.example;

import dev.mho.device.Presets;
import dev.mho.device.array.Placement;
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
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.update.StochasticTrains;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One matrix as an array of device pairs and as exact numbers: a product and an update. */
public final class ReadTile {
  private ReadTile() {}

  /** Prints what both tiles make of one input, and of one outer product. */
  public static void main(String[] arguments) {
    ReadPath path =
        ReadPath.BARE
            .with(InputScaling.absMax())
            .with(Optional.of(new Dac(7)), Optional.of(new Adc(9, 12))) // bits; bound
            .withNoise(0, 0.06) // of inputs, of outputs
            .with(BoundManagement.iterative());
    AnalogTileSpec spec =
        new AnalogTileSpec(
            Presets.get("rpu-gokmen-2016"),
            new DifferentialPair(1, DifferentialPair.Rest.MIDDLE), // weights from -1 to 1
            WeightScaling.NONE,
            Optional.empty(), // written at once, without verifying reads
            path, // driven from the inputs
            path, // driven from the outputs
            Optional.empty(), // ideal wires
            Optional.of(new StochasticTrains(31)),
            1e-7, // seconds a read
            1e-7); // seconds a slot of a pulse train
    Matrix w = Matrix.of(new double[][] {{0.5, -0.25, 0.1}, {-0.4, 0.3, 0.2}}); // outputs x inputs
    Matrix x = Matrix.of(new double[][] {{1, -0.5, 0.25}}); // samples x inputs
    Matrix d = Matrix.of(new double[][] {{0.2, -0.1}}); // samples x outputs

    try (Workers workers = new Workers(2)) {
      Products products = new Products(workers);
      Tile exact = new ExactTile(w, Precision.FLOAT64, products);
      Tile array = new AnalogTile(spec, w, Placement.whole(2, 3), NoiseStream.root(42), products);
      for (Tile tile : new Tile[] {exact, array}) {
        System.out.println(tile.getClass().getSimpleName());
        print("  W x", tile.forward(x).row(0));
        print("  d W", tile.backward(d).row(0));
        print("  first row of W", tile.weights().row(0));
        tile.update(x, d, 0.2); // W - 0.2 d x, on the array by pulses
        print("  after an update", tile.weights().row(0));
        long pulses = tile.activity().upPulses() + tile.activity().downPulses();
        System.out.println("  pulses: " + pulses);
      }
    }
  }

  private static void print(String what, double[] numbers) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-18s", what));
    Arrays.stream(numbers).forEach(n -> line.append(String.format(Locale.ROOT, "%8.3f", n)));
    System.out.println(line);
  }
}
