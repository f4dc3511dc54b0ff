package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.CurvedRead;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.circuit.CellCurve;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.CrossbarSolver;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.LineFaults;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A tile whose lines have resistance reads what the circuit of its devices carries. */
class WiredTileTest {
  private static final ConductanceRange RANGE = ConductanceRange.of(2e-6, 50e-6);
  private static final WireResistance WIRES = new WireResistance(10, 15, 40, 70, 200);
  private static final Products PRODUCTS = new Products(Workers.single());

  private static Wiring wiring(int refresh) {
    return new Wiring(WIRES, Topology.SEPARATE, refresh);
  }

  private static TestDevice device() {
    return TestDevice.plain().range(RANGE);
  }

  /** Forward, backward, non-square, terminal resistances on either side, all together. */
  @ParameterizedTest
  @CsvSource({
    "SEPARATE, 12, 7",
    "SEPARATE, 7, 12",
    "SEPARATE, 1, 9",
    "SEPARATE, 9, 1",
    "INTERLEAVED, 12, 7",
    "INTERLEAVED, 7, 12"
  })
  void readsTheCircuitFromBothSides(Topology topology, int outputs, int inputs) {
    AnalogTile tile =
        TestArray.of(device())
            .weightRange(0.8)
            .wires(new Wiring(WIRES, topology, 0))
            .tile(TestMatrix.random(outputs, inputs, 0.8, 1), PRODUCTS);
    Matrix x = TestMatrix.random(3, inputs, 1, 2);
    Matrix y = tile.forward(x);
    Matrix unit = Matrix.identity(inputs, x.precision());
    Matrix k = tile.forward(unit).transposed();
    for (int b = 0; b < x.rows(); b++) {
      double[] expected = circuit(tile, topology, x.row(b));
      for (int j = 0; j < outputs; j++) {
        assertEquals(expected[j], y.get(b, j), 1e-6 * inputs);
      }
    }
    Matrix d = TestMatrix.random(3, outputs, 1, 3);
    TestMatrix.assertClose(PRODUCTS.times(d, k), tile.backward(d), 1e-6 * outputs);
    assertTrue(difference(y, PRODUCTS.timesTransposed(x, tile.weights())) > 0.02, "wires act");
  }

  /** One input in weight units, solved by itself. */
  private static double[] circuit(AnalogTile tile, Topology topology, double[] x) {
    CrossbarCircuit circuit =
        new CrossbarCircuit(tile.inputs(), tile.outputs(), WIRES, topology, Defects.NONE);
    CrossbarSolver solver = new CrossbarSolver(circuit, Workers.single());
    double[] plus = siemens(tile, Role.PLUS);
    double[] minus = siemens(tile, Role.MINUS);
    CellCurve ohmic = new CellCurve.Ohmic();
    double[] currents;
    if (topology == Topology.INTERLEAVED) {
      currents = solver.solve(ohmic, x, plus, minus).currents();
    } else {
      currents = solver.solve(ohmic, x, plus).currents();
      double[] subtracted = solver.solve(ohmic, x, minus).currents();
      for (int j = 0; j < currents.length; j++) {
        currents[j] -= subtracted[j];
      }
    }
    for (int j = 0; j < currents.length; j++) {
      currents[j] *= tile.weightScale(j) / RANGE.span();
    }
    return currents;
  }

  private static double[] siemens(AnalogTile tile, Role role) {
    DeviceArray devices = tile.devices(role);
    double[] siemens = new double[devices.size()];
    for (int j = 0; j < tile.outputs(); j++) {
      for (int i = 0; i < tile.inputs(); i++) {
        double g = devices.conductance(j * tile.inputs() + i, tile.clock());
        siemens[i * tile.outputs() + j] = RANGE.siemens(g);
      }
    }
    return siemens;
  }

  private static double difference(Matrix a, Matrix b) {
    double off = 0;
    double norm = 0;
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.cols(); j++) {
        off += Math.pow(a.get(i, j) - b.get(i, j), 2);
        norm += Math.pow(b.get(i, j), 2);
      }
    }
    return Math.sqrt(off / norm);
  }

  @ParameterizedTest
  @EnumSource(
      value = Topology.class,
      names = {"SEPARATE", "INTERLEAVED"})
  void smallResistanceIsNone(Topology topology) {
    Matrix weights = TestMatrix.random(6, 9, 1, 1);
    Matrix x = TestMatrix.random(4, 9, 1, 2);
    Wiring thick = new Wiring(WireResistance.segments(1e-4), topology, 0);
    AnalogTile tile = TestArray.of(device()).wires(thick).tile(weights, PRODUCTS);
    TestMatrix.assertClose(PRODUCTS.timesTransposed(x, weights), tile.forward(x), 3e-6);
  }

  /** Every pulse is felt at once; only the change of everybody's drop waits for the next solve. */
  @Test
  void followsPulsesBetweenSolves() {
    TestDevice pulsed =
        device()
            .response(
                new ConstantStep(0.02, Optional.of(0.02), Optional.empty(), Optional.empty()));
    Matrix weights = TestMatrix.random(10, 14, 0.7, 1);
    AnalogTile late = TestArray.of(pulsed).trains(31).wires(wiring(5)).tile(weights, PRODUCTS);
    AnalogTile exact = TestArray.of(pulsed).trains(31).wires(wiring(0)).tile(weights, PRODUCTS);
    Matrix x = TestMatrix.random(8, 14, 1, 3);
    Matrix d = TestMatrix.random(8, 10, 1, 4);
    late.forward(x);
    for (int update = 1; update <= 5; update++) {
      Matrix before = exact.forward(x);
      late.update(x, d, 0.1);
      exact.update(x, d, 0.1);
      TestMatrix.assertClose(exact.weights(), late.weights(), 0);
      Matrix wanted = exact.forward(x);
      Matrix read = late.forward(x);
      double moved = difference(wanted, before);
      assertTrue(moved > 0.02, "moved " + moved);
      if (update < 5) {
        double off = difference(read, wanted);
        assertTrue(off < 0.01 * update && off < moved / 5, "off by " + off);
      } else {
        TestMatrix.assertClose(wanted, read, 2e-6 * 14);
      }
    }
    assertEquals(2 * 1, late.activity().wireSolves());
    double stale = late.activity().staleWireError();
    assertTrue(stale > 1e-5 && stale < 0.05, "stale error " + stale);
    assertEquals(6, exact.activity().wireSolves());
    assertEquals(0, exact.activity().staleWireError());
  }

  @Test
  void aWriteIsReadThroughFreshWires() {
    AnalogTile tile =
        TestArray.of(device()).wires(wiring(1000)).tile(TestMatrix.random(5, 6, 1, 1), PRODUCTS);
    Matrix x = TestMatrix.random(2, 6, 1, 2);
    tile.forward(x);
    Matrix others = TestMatrix.random(5, 6, 1, 9);
    tile.program(others);
    AnalogTile fresh = TestArray.of(device()).wires(wiring(0)).tile(others, PRODUCTS);
    TestMatrix.assertClose(fresh.forward(x), tile.forward(x), 0);
    assertEquals(2, tile.activity().wireSolves());
    assertEquals(0, tile.activity().staleWireError());
  }

  @Test
  void driftReachesTheWires() {
    TestDevice drifting = device().drift(new PowerLawDrift(1e-6, 0.1, 0));
    AnalogTile tile =
        TestArray.of(drifting).wires(wiring(1000)).tile(TestMatrix.random(5, 6, 1, 1), PRODUCTS);
    Matrix x = TestMatrix.random(2, 6, 1, 2);
    tile.forward(x);
    tile.idle(1);
    double[] expected = circuit(tile, Topology.SEPARATE, x.row(0));
    Matrix y = tile.forward(x);
    for (int j = 0; j < 5; j++) {
      assertEquals(expected[j], y.get(0, j), 2e-6 * 6);
    }
  }

  /** Without bounds a device of the model may fall below 0 S: no refusal, and no jump at zero. */
  @Test
  void conductanceBelowZeroEntersToFirstOrder() {
    Matrix weights = TestMatrix.constant(3, 4, 0.9);
    AnalogTile tile = TestArray.of(device()).wires(wiring(0)).tile(weights, PRODUCTS);
    Matrix x = TestMatrix.constant(1, 4, 1);
    tile.forward(x);
    tile.update(x, TestMatrix.constant(1, 3, 1), -0.3);
    assertTrue(RANGE.siemens(tile.devices(Role.MINUS).state(0)) < 0, "the test needs one below 0");
    Matrix y = tile.forward(x);
    double relative = difference(y, PRODUCTS.timesTransposed(x, tile.weights()));
    assertTrue(relative > 0.001 && relative < 0.1, "relative error " + relative);
  }

  /** A normal for every device and read, through the exact circuit of each, is the slow twin. */
  @Test
  void readNoiseThroughWires() {
    int reads = 4000;
    double ofRange = 0.01;
    Wiring heavy = new Wiring(new WireResistance(25, 25, 50, 50, 0), Topology.SEPARATE, 0);
    AnalogTile tile =
        TestArray.of(
                device()
                    .readNoise(new WhiteReadNoise(ofRange * RANGE.span() / RANGE.maxSiemens(), 0)))
            .wires(heavy)
            .tile(TestMatrix.random(8, 20, 1, 1), PRODUCTS);
    double[] x = TestMatrix.random(1, 20, 1, 2).row(0);
    Matrix y = tile.forward(TestMatrix.repeated(reads, x));
    CrossbarCircuit circuit =
        new CrossbarCircuit(20, 8, heavy.resistance(), Topology.SEPARATE, Defects.NONE);
    double[][] twin = new double[8][reads];
    NoiseStream noise = NoiseStream.root(6);
    for (Role role : List.of(Role.PLUS, Role.MINUS)) {
      double[] siemens = siemens(tile, role);
      CrossbarSolver solver = new CrossbarSolver(circuit, Workers.single());
      for (int n = 0; n < reads; n++) {
        double[] noisy = siemens.clone();
        for (int c = 0; c < noisy.length; c++) {
          noisy[c] += ofRange * RANGE.span() * noise.child(role.label()).normal(n, c);
        }
        double[] currents = solver.solve(new CellCurve.Ohmic(), x, positive(noisy)).currents();
        for (int j = 0; j < 8; j++) {
          twin[j][n] += role.sign() * currents[j] / RANGE.span();
        }
      }
    }
    for (int j = 0; j < 8; j++) {
      double expected = Math.sqrt(variance(twin[j]));
      double actual = Math.sqrt(variance(TestMatrix.column(y, j)));
      double ideal = ofRange * Math.sqrt(2 * squares(x));
      // The deviation of 4000 reads is good to 1.1 %: 6 sigma of the two together are 9.5 %.
      assertEquals(1, actual / expected, 0.095, "noise of output " + j);
      // About a tenth is lost; half of that is 4 sigma.
      assertTrue(actual < 0.95 * ideal, "attenuated: " + actual + " of " + ideal);
      Sample.assertNormal(mean(twin[j]), actual, TestMatrix.column(y, j));
    }
  }

  private static double[] positive(double[] siemens) {
    for (double g : siemens) {
      assertTrue(g >= 0, "the twin needs room for noise");
    }
    return siemens;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }

  /** What is learned of a shorted or cut-off device is not seen, between solves either. */
  @Test
  void aBrokenCellDoesNotFollowItsDevice() {
    Wiring broken =
        new Wiring(
            WIRES, Topology.SEPARATE, 1000, new LineFaults(0, 0, 1, 50_000), Optional.empty());
    AnalogTile tile =
        TestArray.of(device()).wires(broken).tile(TestMatrix.random(5, 6, 0.5, 1), PRODUCTS);
    Matrix x = TestMatrix.random(2, 6, 1, 2);
    Matrix before = tile.forward(x);
    tile.update(x, TestMatrix.random(2, 5, 1, 3), 0.1);
    TestMatrix.assertClose(before, tile.forward(x), 0);
    TestMatrix.assertClose(Matrix.zeros(2, 5, before.precision()), before, 1e-6);
  }

  /** Reads of one curved array, and the deviation that its sensitivities promise. */
  @Test
  void readNoiseOfCurvedDevices() {
    int reads = 3000;
    double ofRange = 0.01;
    double volts = 0.5;
    CellCurve curve = new CellCurve.Sinh(4);
    WireResistance wires = new WireResistance(25, 25, 50, 50, 400);
    Wiring bent =
        new Wiring(
            wires,
            Topology.SEPARATE,
            0,
            LineFaults.NONE,
            Optional.of(new CurvedRead(curve, volts)));
    AnalogTile tile =
        TestArray.of(
                device()
                    .readNoise(new WhiteReadNoise(ofRange * RANGE.span() / RANGE.maxSiemens(), 0)))
            .wires(bent)
            .tile(TestMatrix.random(4, 10, 1, 1), PRODUCTS);
    double[] x = TestMatrix.random(1, 10, 1, 2).row(0);
    Matrix y = tile.forward(TestMatrix.repeated(reads, x));
    CrossbarSolver solver = new CrossbarSolver(CrossbarCircuit.of(10, 4, wires), Workers.single());
    double[][] twin = new double[4][reads];
    NoiseStream noise = NoiseStream.root(6);
    double[] drive = x.clone();
    for (int i = 0; i < drive.length; i++) {
      drive[i] *= volts;
    }
    for (Role role : tile.roles()) {
      double[] siemens = siemens(tile, role);
      for (int n = 0; n < reads; n++) {
        double[] noisy = siemens.clone();
        for (int c = 0; c < noisy.length; c++) {
          noisy[c] += ofRange * RANGE.span() * noise.child(role.label()).normal(n, c);
        }
        double[] currents = solver.solve(curve, drive, positive(noisy)).currents();
        for (int j = 0; j < 4; j++) {
          twin[j][n] += role.sign() * currents[j] / volts / RANGE.span();
        }
      }
    }
    for (int j = 0; j < 4; j++) {
      double expected = Math.sqrt(variance(twin[j]));
      double actual = Math.sqrt(variance(TestMatrix.column(y, j)));
      // Each deviation is good to 1.3 %: 6 sigma of the two together are 11 %.
      assertEquals(1, actual / expected, 0.11, "noise of output " + j);
      Sample.assertNormal(mean(twin[j]), actual, TestMatrix.column(y, j));
    }
  }

  @Test
  void curvedPairsThatShareLinesAreRefused() {
    Optional<CurvedRead> bent = Optional.of(new CurvedRead(new CellCurve.Cubic(1), 0.2));
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> new Wiring(WIRES, Topology.INTERLEAVED, 0, LineFaults.NONE, bent));
    assertTrue(refusal.getMessage().contains("curve needs pairs: separate"), refusal.getMessage());
  }

  @Test
  void sameBitsOnAnyNumberOfThreads() {
    Matrix weights = TestMatrix.random(30, 40, 1, 1);
    Matrix x = TestMatrix.random(4, 40, 1, 2);
    AnalogTile one = TestArray.of(device()).wires(wiring(3)).tile(weights, PRODUCTS);
    try (Workers workers = new Workers(3)) {
      AnalogTile three =
          TestArray.of(device()).wires(wiring(3)).tile(weights, new Products(workers));
      TestMatrix.assertClose(one.forward(x), three.forward(x), 0);
    }
  }

  @Test
  void wiresWithoutResistanceAreRefused() {
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> new Wiring(WireResistance.segments(0), Topology.SEPARATE, 0));
    assertEquals("wires cannot act: every resistance is zero", refusal.getMessage());
  }

  @Test
  void bitsAreRefused() {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> new Wiring(WIRES, Topology.SUPPLIED, 0));
    assertTrue(refusal.getMessage().startsWith("wires: topology SUPPLIED reads bits"));
  }

  /** The attenuation is the derivative of K, nearly. */
  @Test
  void attenuationIsTheDerivative() {
    CrossbarCircuit circuit = CrossbarCircuit.of(15, 11, WIRES);
    CrossbarSolver solver = new CrossbarSolver(circuit, Workers.single());
    double[] siemens = new SplittableRandom(3).doubles(15 * 11, 2e-6, 50e-6).toArray();
    var k = solver.effective(siemens);
    for (int i = 0; i < 15; i += 7) {
      for (int j = 0; j < 11; j += 5) {
        double[] more = siemens.clone();
        double step = 1e-8;
        more[i * 11 + j] += step;
        double slope = (solver.effective(more).siemens(j, i) - k.siemens(j, i)) / step;
        assertEquals(slope, k.attenuation(0, j, i), 0.04 * slope);
      }
    }
  }
}
