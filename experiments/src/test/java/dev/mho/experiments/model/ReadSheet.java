package dev.mho.experiments.model;

import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.Distortion;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.Levels;
import dev.mho.emulator.converter.LineDistortion;
import dev.mho.emulator.converter.OutputShape;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.SenseStage;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** From numbers to lines and back: converters, distortion, wires. */
final class ReadSheet {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final Grid SIZES = Grid.linear(0, 1, 801);

  private ReadSheet() {}

  static Sheet sheet() {
    return new Sheet(
        "From numbers to lines and back",
        List.of(
            "Ramp, successive-approximation and pipeline converters have a picture of their own: converters.png."),
        List.of(dacs(), saturation(), distortion(), wires()),
        List.of());
  }

  private static Figure dacs() {
    Grid x = Grid.linear(-1.1, 1.1, 1101);
    return Grid.panel(
        "dac of 3 bits",
        "x / s",
        "x'",
        x.line("mid-tread", new Dac(Levels.MID_TREAD, 3, false)::convert),
        x.line("mid-rise", new Dac(Levels.MID_RISE, 3, false)::convert),
        x.guide("x / s", at -> at));
  }

  private static AnalogTileSpec array(ReadPath path, Optional<Wiring> wiring) {
    return new AnalogTileSpec(
        TestDevices.bare().build(),
        new DifferentialPair(1, DifferentialPair.Rest.MIDDLE),
        WeightScaling.NONE,
        Optional.empty(),
        path,
        path,
        wiring,
        Optional.empty(),
        1e-7,
        1e-7);
  }

  /** What an array of four inputs of one size makes of their sum, by that size. */
  private static Figure saturation() {
    ReadPath path =
        ReadPath.BARE
            .with(Optional.of(new Dac(7)), Optional.of(new Adc(5, 1)))
            .with(InputScaling.absMax());
    return Grid.panel(
        "adc of 5 bits, bound 1, four weights of 1",
        "four inputs, one of 1 and three of this",
        "result",
        sums("bound-management: none", path.with(new InputScaling.Constant(1))),
        sums(
            "bound-management: iterative",
            path.with(new InputScaling.Constant(1)).with(BoundManagement.iterative())),
        SIZES.guide("exact", x -> 1 + 3 * x));
  }

  private static Curve sums(String name, ReadPath path) {
    Matrix weights = Matrix.of(new double[][] {{1, 1, 1, 1}});
    Tile tile =
        new AnalogTile(
            array(path, Optional.empty()),
            weights,
            Placement.whole(1, 4),
            TestDevices.SEED,
            PRODUCTS);
    return SIZES.line(name, x -> tile.forward(Matrix.of(new double[][] {{1, x, x, x}})).get(0, 0));
  }

  private static Figure distortion() {
    Grid y = Grid.linear(-12, 12);
    return Grid.panel(
        "reads.sense, shape, output-asymmetry: what becomes of a current",
        "current before",
        "current after",
        y.line("sense 0.03", bent(sense(0.03), Optional.empty(), 0)),
        y.line("shape 0.5", bent(Optional.empty(), shape(0.5, 0), 0)),
        y.line("shape, calibrated", bent(Optional.empty(), shape(0.5, 0.5), 0)),
        y.line("asymmetry 0.3", bent(Optional.empty(), Optional.empty(), 0.3)),
        y.guide("undistorted", at -> at));
  }

  private static Optional<SenseStage> sense(double resistance) {
    return Optional.of(new SenseStage(resistance, 0, 0));
  }

  private static Optional<OutputShape> shape(double strength, double calibration) {
    return Optional.of(new OutputShape(strength, calibration, 12));
  }

  private static DoubleUnaryOperator bent(
      Optional<SenseStage> sense, Optional<OutputShape> shape, double asymmetry) {
    LineDistortion line =
        new LineDistortion(
            new Distortion(Optional.empty(), sense, shape, asymmetry), new float[] {0});
    return at -> {
      float[] y = {(float) at};
      line.sense(y, 0, 1);
      line.shape(y, 0);
      return y[0];
    };
  }

  /** Relative error of products of random weights with random inputs, by ohms a segment. */
  private static Figure wires() {
    double[] ohms = {0.1, 0.3, 1, 3, 10, 30, 100};
    List<Curve> curves = new ArrayList<>();
    for (int size : new int[] {16, 32, 64, 128}) {
      double[] error = new double[ohms.length];
      for (int i = 0; i < ohms.length; i++) {
        error[i] = 100 * wireError(size, ohms[i]);
      }
      curves.add(Curve.line(size + " × " + size, ohms, error));
    }
    return Grid.logPanel(
        "wires: devices of 0 to 100 µS in pairs about 50 µS",
        "ohms a segment, rows and columns",
        "error of a product, %",
        curves.toArray(Curve[]::new));
  }

  private static double wireError(int size, double ohms) {
    NoiseStream stream = TestDevices.SEED.child("wires").child(size);
    Matrix weights = Matrix.zeros(size, size, Precision.FLOAT64);
    Matrix x = Matrix.zeros(32, size, Precision.FLOAT64);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        weights.set(i, j, 2 * stream.uniform(i, j) - 1);
      }
      for (int b = 0; b < x.rows(); b++) {
        x.set(b, i, 2 * stream.uniform(size + b, i) - 1);
      }
    }
    Wiring wiring = new Wiring(WireResistance.segments(ohms), Topology.SEPARATE, 0);
    Tile wired =
        new AnalogTile(
            array(ReadPath.BARE, Optional.of(wiring)),
            weights,
            Placement.whole(size, size),
            stream,
            PRODUCTS);
    double[] read = wired.forward(x).toArray();
    double[] exact = new ExactTile(weights, Precision.FLOAT64, PRODUCTS).forward(x).toArray();
    double missed = 0;
    double power = 0;
    for (int i = 0; i < exact.length; i++) {
      missed += (read[i] - exact[i]) * (read[i] - exact[i]);
      power += exact[i] * exact[i];
    }
    return Math.sqrt(missed / power);
  }
}
