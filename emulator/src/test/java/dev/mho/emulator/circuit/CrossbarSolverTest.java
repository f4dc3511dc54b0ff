package dev.mho.emulator.circuit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line solver against sparse LU on every node. */
class CrossbarSolverTest {
  private static final CellCurve OHMIC = new CellCurve.Ohmic();

  /** Every resistance another, so that none can sit on a wrong axis or end. */
  private static final WireResistance ODD = new WireResistance(1.7, 0.6, 11, 23, 1500);

  private static CrossbarSolver solver(CrossbarCircuit circuit) {
    return new CrossbarSolver(circuit, Workers.single());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "1, 2", "1, 9", "2, 1", "9, 1", "2, 2", "3, 5", "5, 3", "4, 8", "13, 7", "7, 13",
    "16, 24", "31, 33"
  })
  void everyShapeWithEveryResistance(int rows, int cols) {
    CrossbarCircuit circuit = CrossbarCircuit.of(rows, cols, ODD);
    double[] siemens = TestCells.random(rows * cols, 1e-6, 1e-3, rows * 100L + cols);
    assertEqualsTwin(circuit, 1e-9, siemens);
  }

  /** Terminal resistances alone, one at a time, on arrays of both orientations. */
  @ParameterizedTest
  @CsvSource({"50, 0, 16, 24", "0, 50, 16, 24", "50, 0, 24, 16", "0, 50, 24, 16"})
  void terminalsOnTheRightAxis(double driver, double sense, int rows, int cols) {
    CrossbarCircuit circuit =
        CrossbarCircuit.of(rows, cols, new WireResistance(1, 1, driver, sense, 0));
    assertEqualsTwin(circuit, 1e-9, TestCells.random(rows * cols, 1e-5, 1e-3, 3));
  }

  private static void assertEqualsTwin(
      CrossbarCircuit circuit, double relative, double[]... siemens) {
    double[] volts = TestCells.volts(circuit.rows(), 5);
    double[] expected = NodalTwin.currents(circuit, volts, siemens);
    EffectiveConductance k = solver(circuit).effective(siemens);
    TestCells.assertClose(expected, k.currents(volts), relative);
    TestCells.assertClose(
        expected, solver(circuit).solve(OHMIC, volts, siemens).currents(), relative);
    assertTrue(k.error() <= ColumnSolve.PROMISED);
  }

  /** 1 Ω to 100 Ω, 1 µS to 10 mS: all that is promised, and every column of K on its own. */
  @ParameterizedTest
  @CsvSource({
    "1, 1e-6, 1e-6",
    "1, 1e-2, 1e-2",
    "100, 1e-6, 1e-6",
    "100, 1e-2, 1e-2",
    "1, 1e-6, 1e-2",
    "100, 1e-6, 1e-2",
    "10, 1e-4, 1e-2",
    "30, 1e-9, 1e-2"
  })
  void hardCircuits(double ohms, double least, double most) {
    int rows = 24;
    int cols = 20;
    CrossbarCircuit circuit = CrossbarCircuit.of(rows, cols, WireResistance.segments(ohms));
    double[] siemens = TestCells.random(rows * cols, least, most, 11);
    EffectiveConductance k = solver(circuit).effective(siemens);
    double[][] byInput = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double[] volts = new double[rows];
      volts[i] = 1;
      byInput[i] = NodalTwin.currents(circuit, volts, siemens);
    }
    for (int j = 0; j < cols; j++) {
      double[] expected = new double[rows];
      double[] actual = new double[rows];
      for (int i = 0; i < rows; i++) {
        expected[i] = byInput[i][j];
        actual[i] = k.siemens(j, i);
      }
      TestCells.assertClose(expected, actual, 1e-9);
    }
    assertEqualsTwin(circuit, 1e-9, siemens);
  }

  @Test
  void aLargeDenseArrayConverges() {
    int n = 96;
    CrossbarCircuit circuit = CrossbarCircuit.of(n, n, WireResistance.segments(100));
    double[] siemens = new double[n * n];
    Arrays.fill(siemens, 1e-2);
    assertEqualsTwin(circuit, 1e-9, siemens);
  }

  @Test
  void zeroRowsColumnsAndArrays() {
    CrossbarCircuit circuit = CrossbarCircuit.of(6, 5, ODD);
    double[] siemens = TestCells.random(30, 1e-6, 1e-3, 1);
    Arrays.fill(siemens, 10, 15, 0);
    for (int i = 0; i < 6; i++) {
      siemens[i * 5 + 3] = 0;
    }
    assertEqualsTwin(circuit, 1e-9, siemens);
    EffectiveConductance k = solver(circuit).effective(siemens);
    for (int j = 0; j < 5; j++) {
      assertEquals(0, k.siemens(j, 2));
    }
    for (int i = 0; i < 6; i++) {
      assertEquals(0, k.siemens(3, i));
    }
    double[] none = new double[30];
    OperatingPoint dark = solver(circuit).solve(OHMIC, TestCells.volts(6, 1), none);
    assertArrayEquals(new double[5], dark.currents());
    assertArrayEquals(new double[5], solver(circuit).effective(none).currents(new double[6]));
    OperatingPoint still = solver(circuit).solve(OHMIC, new double[6], siemens);
    assertArrayEquals(new double[5], still.currents());
  }

  /** Ideal segments are the limit of small ones, wherever they are, and no wires at all are G. */
  @ParameterizedTest
  @CsvSource({"0, 2, 3, 4", "2, 0, 3, 4", "2, 3, 0, 4", "2, 3, 4, 0", "0, 0, 3, 4", "0, 0, 0, 4"})
  void idealPieces(double row, double col, double driver, double sense) {
    double[] siemens = TestCells.random(7 * 9, 1e-5, 1e-3, 2);
    double[] volts = TestCells.volts(7, 3);
    double least = 1e-5;
    CrossbarCircuit ideal =
        CrossbarCircuit.of(7, 9, new WireResistance(row, col, driver, sense, 0));
    CrossbarCircuit nearly =
        CrossbarCircuit.of(
            7, 9, new WireResistance(Math.max(row, least), Math.max(col, least), driver, sense, 0));
    double[] expected = NodalTwin.currents(nearly, volts, siemens);
    TestCells.assertClose(expected, solver(ideal).effective(siemens).currents(volts), 2e-6);
    TestCells.assertClose(expected, solver(ideal).solve(OHMIC, volts, siemens).currents(), 2e-6);
  }

  @Test
  void withoutWiresKIsG() {
    double[] siemens = TestCells.random(12, 1e-6, 1e-3, 2);
    EffectiveConductance k =
        solver(CrossbarCircuit.of(4, 3, WireResistance.segments(0))).effective(siemens);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(siemens[i * 3 + j], k.siemens(j, i), 1e-18);
      }
    }
  }

  /** Broken segments, dead lines and shorts, many at once. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void defects(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 9;
    int cols = 6;
    Defects defects =
        new Defects(
            List.of(
                new Defects.Break(Defects.Wire.DRIVEN, 0, random.nextInt(rows), 2),
                new Defects.Break(Defects.Wire.SENSED, 0, random.nextInt(cols), 4),
                Defects.deadLine(Defects.Wire.DRIVEN, random.nextInt(rows)),
                Defects.deadLine(Defects.Wire.SENSED, random.nextInt(cols))),
            List.of(
                new Defects.Short(0, random.nextInt(rows), random.nextInt(cols), 3),
                new Defects.Short(0, random.nextInt(rows), random.nextInt(cols), 1000)));
    double[] siemens = TestCells.random(rows * cols, 1e-6, 1e-3, seed);
    CrossbarCircuit circuit = new CrossbarCircuit(rows, cols, ODD, Topology.SEPARATE, defects);
    assertEqualsTwin(circuit, 1e-9, siemens);
    CrossbarCircuit wide = circuit.transposed();
    assertEqualsTwin(wide, 1e-9, circuit.transposed(siemens));
    CrossbarCircuit pairs = new CrossbarCircuit(rows, cols, ODD, Topology.INTERLEAVED, defects);
    assertEqualsTwin(pairs, 1e-9, siemens, TestCells.random(rows * cols, 1e-6, 1e-3, seed + 9));
  }

  @Test
  void suppliesWithEverything() {
    int rows = 9;
    int cols = 6;
    Defects defects =
        new Defects(
            List.of(
                new Defects.Break(Defects.Wire.DRIVEN, 1, 2, 5),
                new Defects.Break(Defects.Wire.SENSED, 0, 4, 3)),
            List.of(new Defects.Short(0, 3, 3, 20)));
    CrossbarCircuit circuit =
        new CrossbarCircuit(rows, cols, ODD, Topology.INTERLEAVED_SUPPLIED, defects);
    boolean[] open = {true, false, true, true, true, false, true, true, true};
    double[] plus = TestCells.random(rows * cols, 1e-6, 1e-3, 1);
    double[] minus = TestCells.random(rows * cols, 1e-6, 1e-3, 2);
    NodalTwin twin = NodalTwin.supplied(circuit, open, plus, minus);
    for (int j = 0; j < cols; j++) {
      twin.fix("in0_" + j, 0.7);
      twin.fix("in1_" + j, -0.7);
    }
    double[] expected = twin.sensed(cols);
    OperatingPoint point = solver(circuit).solveSupplied(OHMIC, 0.7, open, plus, minus);
    TestCells.assertClose(expected, point.currents(), 1e-9);
  }

  /** Every node's voltage is that of the twin. */
  @ParameterizedTest
  @EnumSource(
      value = Topology.class,
      names = {"SEPARATE", "INTERLEAVED"})
  void voltagesOfEveryNode(Topology topology) {
    CrossbarCircuit circuit = new CrossbarCircuit(8, 5, ODD, topology, Defects.NONE);
    double[][] siemens = new double[topology.layers()][];
    Arrays.setAll(siemens, layer -> TestCells.random(40, 1e-5, 1e-2, layer));
    double[] volts = TestCells.volts(8, 4);
    NodalTwin twin = NodalTwin.array(circuit, siemens);
    for (int layer = 0; layer < siemens.length; layer++) {
      for (int i = 0; i < 8; i++) {
        twin.fix("in" + layer + "_" + i, Topology.sign(layer) * volts[i]);
      }
    }
    twin.sensed(5);
    OperatingPoint point = solver(circuit).solve(OHMIC, volts, siemens);
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 5; j++) {
        assertEquals(twin.voltage(NodalTwin.b(i, j)), point.sensed()[i * 5 + j], 1e-10);
        for (int layer = 0; layer < siemens.length; layer++) {
          assertEquals(
              twin.voltage(NodalTwin.w(layer, i, j)), point.driven()[layer][i * 5 + j], 1e-10);
        }
      }
    }
  }

  /**
   * The backward read: the columns are driven through the sense resistances and the rows sensed
   * through the driver resistances, on a circuit of its own. K must be its transpose.
   */
  @ParameterizedTest
  @CsvSource({"12, 7", "7, 12", "10, 10", "1, 6", "6, 1"})
  void backwardIsTheTranspose(int rows, int cols) {
    CrossbarCircuit circuit = CrossbarCircuit.of(rows, cols, ODD);
    double[] siemens = TestCells.random(rows * cols, 1e-5, 1e-2, 8);
    EffectiveConductance k = solver(circuit).effective(siemens);
    double[] errors = TestCells.volts(cols, 9);
    NodalTwin twin = NodalTwin.array(circuit, siemens);
    for (int j = 0; j < cols; j++) {
      twin.fix("out" + j, errors[j]);
    }
    for (int i = 0; i < rows; i++) {
      twin.fix("in0_" + i, 0);
    }
    twin.solve();
    double[] expected = new double[rows];
    Arrays.setAll(expected, i -> twin.currentInto("in0_" + i));
    double[] actual = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        actual[i] += k.siemens(j, i) * errors[j];
      }
    }
    TestCells.assertClose(expected, actual, 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"40, 33", "33, 40"})
  void sameBitsOnAnyNumberOfThreads(int rows, int cols) {
    CrossbarCircuit circuit = CrossbarCircuit.of(rows, cols, ODD);
    double[] siemens = TestCells.random(rows * cols, 1e-6, 1e-3, 8);
    EffectiveConductance one = solver(circuit).effective(siemens);
    try (Workers workers = new Workers(5)) {
      EffectiveConductance five = new CrossbarSolver(circuit, workers).effective(siemens);
      for (int j = 0; j < cols; j++) {
        for (int i = 0; i < rows; i++) {
          assertEquals(one.siemens(j, i), five.siemens(j, i));
        }
      }
    }
  }

  /** A warm start takes fewer iterations and ends within the promise of a cold one. */
  @Test
  void warmStart() {
    int n = 60;
    CrossbarCircuit circuit = CrossbarCircuit.of(n, n + 10, WireResistance.segments(20));
    double[] before = TestCells.random(n * (n + 10), 1e-6, 1e-3, 8);
    double[] after = before.clone();
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < after.length; i++) {
      after[i] *= 1 + 1e-4 * random.nextDouble();
    }
    KeptFields kept = new KeptFields(circuit);
    solver(circuit).effective(kept, before);
    EffectiveConductance warm = solver(circuit).effective(kept, after);
    EffectiveConductance cold = solver(circuit).effective(after);
    assertTrue(
        warm.iterations() < cold.iterations(), warm.iterations() + " and " + cold.iterations());
    double[] volts = TestCells.volts(n, 1);
    TestCells.assertClose(cold.currents(volts), warm.currents(volts), 1e-11);
  }

  /** Beyond any sense: the promise is kept, or refused in one line. */
  @ParameterizedTest
  @CsvSource({"1e9, 1e3", "1e6, 1", "1e-6, 1e9", "1e9, 1e-9", "1e3, 1e3"})
  void neverAWrongNumber(double ohms, double siemens) {
    int n = 12;
    CrossbarCircuit circuit = CrossbarCircuit.of(n, n, WireResistance.segments(ohms));
    double[] cells = TestCells.random(n * n, siemens / 10, siemens, 3);
    double[] volts = TestCells.volts(n, 2);
    try {
      double[] actual = solver(circuit).effective(cells).currents(volts);
      TestCells.assertClose(NodalTwin.currents(circuit, volts, cells), actual, 1e-8);
    } catch (NoSolutionException refusal) {
      assertTrue(
          refusal.getMessage().contains("could not be solved: estimated relative error"),
          refusal.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-6, Double.NaN, Double.POSITIVE_INFINITY})
  void conductancesMustBeNumbers(double siemens) {
    double[] cells = TestCells.random(6, 1e-6, 1e-3, 3);
    cells[4] = siemens;
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> solver(CrossbarCircuit.of(2, 3, WireResistance.segments(1))).effective(cells));
    assertEquals(
        "conductance of device (1, 1) in siemens: found "
            + siemens
            + "; allowed: a finite number >= 0",
        refusal.getMessage());
  }

  @Test
  void voltagesMustBeNumbers() {
    double[] cells = TestCells.random(6, 1e-6, 1e-3, 3);
    CrossbarSolver solver = solver(CrossbarCircuit.of(2, 3, WireResistance.segments(1)));
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> solver.solve(OHMIC, new double[] {0, Double.NaN}, cells));
    assertEquals("voltage of row 1: found NaN; allowed: a finite number", refusal.getMessage());
  }

  @Test
  void defectsMustLieInTheArray() {
    Defects beyond = new Defects(List.of(Defects.deadLine(Defects.Wire.DRIVEN, 2)), List.of());
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> new CrossbarCircuit(2, 3, WireResistance.segments(1), Topology.SEPARATE, beyond));
    assertEquals(
        "line of a break: found 2; allowed: a whole number from 0 to 1", refusal.getMessage());
  }

  @Test
  void resistancesMustBeResistances() {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> new WireResistance(1, 1, -1, 0, 0));
    assertEquals("driver (ohm): found -1.0; allowed: 0.0 to 1.0E9", refusal.getMessage());
  }
}
