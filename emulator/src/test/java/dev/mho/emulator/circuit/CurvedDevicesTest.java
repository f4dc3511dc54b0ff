package dev.mho.emulator.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Devices with a curved I–V. A solution is a set of voltages at which Kirchhoff's law holds at
 * every node with the devices' own currents; for rising curves there is only one.
 */
class CurvedDevicesTest {
  private static final int ROWS = 9;
  private static final int COLS = 7;

  static Stream<Arguments> cases() {
    return Stream.of(
            new CellCurve.Cubic(0.5),
            new CellCurve.Cubic(400),
            new CellCurve.Cubic(-0.25),
            new CellCurve.Sinh(0.1),
            new CellCurve.Sinh(4),
            new CellCurve.Sinh(12))
        .flatMap(
            curve ->
                Stream.of(
                    Arguments.of(curve, new WireResistance(2, 3, 10, 20, 0)),
                    Arguments.of(curve, new WireResistance(100, 50, 0, 0, 4000))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void kirchhoffHoldsAtEveryNode(CellCurve curve, WireResistance wires) {
    for (Topology topology : List.of(Topology.SEPARATE, Topology.INTERLEAVED)) {
      CrossbarCircuit circuit = new CrossbarCircuit(ROWS, COLS, wires, topology, Defects.NONE);
      double[][] siemens = new double[topology.layers()][];
      Arrays.setAll(siemens, layer -> TestCells.random(ROWS * COLS, 1e-6, 1e-3, layer));
      double[] volts = TestCells.volts(ROWS, 4);
      OperatingPoint point =
          new CrossbarSolver(circuit, Workers.single()).solve(curve, volts, siemens);
      assertTrue(point.error() <= 1e-10, "error " + point.error());
      assertKirchhoff(circuit, curve, volts, siemens, point);
    }
  }

  private static void assertKirchhoff(
      CrossbarCircuit circuit,
      CellCurve curve,
      double[] volts,
      double[][] siemens,
      OperatingPoint point) {
    WireResistance wires = circuit.wires();
    double[] into = new double[ROWS * COLS];
    double largest = 0;
    for (int layer = 0; layer < siemens.length; layer++) {
      for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < COLS; j++) {
          int c = i * COLS + j;
          double cell = cellCurrent(curve, wires.access(), siemens[layer][c], layer, c, point);
          double[] w = point.driven()[layer];
          double before = j == 0 ? Topology.sign(layer) * volts[i] : w[c - 1];
          double in = (before - w[c]) / (wires.rowSegment() + (j == 0 ? wires.driver() : 0));
          double out = j == COLS - 1 ? 0 : (w[c] - w[c + 1]) / wires.rowSegment();
          largest = Math.max(largest, Math.abs(cell));
          assertEquals(in, out + cell, 1e-9 * largestCell(point, siemens, curve, wires), "row");
          into[c] += cell;
        }
      }
    }
    for (int j = 0; j < COLS; j++) {
      double carried = 0;
      for (int i = 0; i < ROWS; i++) {
        int c = i * COLS + j;
        carried += into[c];
        boolean last = i == ROWS - 1;
        double ohms = wires.colSegment() + (last ? wires.sense() : 0);
        double drop = point.sensed()[c] - (last ? 0 : point.sensed()[c + COLS]);
        assertEquals(carried, drop / ohms, 1e-9 * ROWS * largest, "column");
      }
      assertEquals(carried, point.currents()[j], 1e-9 * ROWS * largest);
    }
  }

  private static double largestCell(
      OperatingPoint point, double[][] siemens, CellCurve curve, WireResistance wires) {
    double largest = 0;
    for (int layer = 0; layer < siemens.length; layer++) {
      for (int c = 0; c < ROWS * COLS; c++) {
        double cell = cellCurrent(curve, wires.access(), siemens[layer][c], layer, c, point);
        largest = Math.max(largest, Math.abs(cell));
      }
    }
    return largest;
  }

  /** By bisection, the slow way. */
  private static double cellCurrent(
      CellCurve curve, double access, double siemens, int layer, int c, OperatingPoint point) {
    double volts = point.cellVolts(layer, c);
    double low = Math.min(0, volts);
    double high = Math.max(0, volts);
    for (int halving = 0; halving < 200; halving++) {
      double middle = (low + high) / 2;
      if (middle + access * curve.current(siemens, middle) < volts) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return curve.current(siemens, (low + high) / 2);
  }

  @Test
  void aStraightCurveIsOhmic() {
    CrossbarCircuit circuit = CrossbarCircuit.of(ROWS, COLS, new WireResistance(2, 3, 4, 5, 6));
    double[] siemens = TestCells.random(ROWS * COLS, 1e-6, 1e-3, 1);
    double[] volts = TestCells.volts(ROWS, 4);
    CrossbarSolver solver = new CrossbarSolver(circuit, Workers.single());
    double[] ohmic = solver.solve(new CellCurve.Ohmic(), volts, siemens).currents();
    TestCells.assertClose(
        ohmic, solver.solve(new CellCurve.Cubic(0), volts, siemens).currents(), 1e-12);
    TestCells.assertClose(
        ohmic, solver.solve(new CellCurve.Sinh(1e-7), volts, siemens).currents(), 1e-12);
  }

  @Test
  void shortsStayOhmicAndClosedCellsDark() {
    Defects defects = new Defects(List.of(), List.of(new Defects.Short(0, 0, 0, 100)));
    CrossbarCircuit circuit =
        new CrossbarCircuit(2, 1, WireResistance.segments(0), Topology.SUPPLIED, defects);
    CrossbarSolver solver = new CrossbarSolver(circuit, Workers.single());
    double[] siemens = {1e-3, 1e-3};
    CellCurve sinh = new CellCurve.Sinh(3);
    assertEquals(
        0.5 / 100 + 1e-3 * Math.sinh(1.5) / 3,
        solver.solveSupplied(sinh, 0.5, new boolean[] {true, true}, siemens).currents()[0],
        1e-14);
    assertEquals(
        1e-3 * Math.sinh(1.5) / 3,
        solver.solveSupplied(sinh, 0.5, new boolean[] {false, true}, siemens).currents()[0],
        1e-14);
  }

  @Test
  void aFallingCurveIsRefused() {
    CrossbarCircuit circuit = CrossbarCircuit.of(1, 1, WireResistance.segments(1));
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () ->
                new CrossbarSolver(circuit, Workers.single())
                    .solve(new CellCurve.Cubic(-0.25), new double[] {2}, new double[] {1e-6}));
    assertTrue(
        refusal
            .getMessage()
            .endsWith("less than 1.1547005383792517 V, where the curve begins to fall"),
        refusal.getMessage());
  }

  /** 10¹³ times as conductive at 1 V as at 0 V, on wires of an ohm: more than doubles can tell. */
  @Test
  void aHopelessCircuitIsRefusedInOneLine() {
    CrossbarCircuit circuit = CrossbarCircuit.of(ROWS, COLS, WireResistance.segments(2));
    double[] siemens = TestCells.random(ROWS * COLS, 1e-6, 1e-3, 0);
    double[] volts = TestCells.volts(ROWS, 4);
    NoSolutionException refusal =
        assertThrows(
            NoSolutionException.class,
            () ->
                new CrossbarSolver(circuit, Workers.single())
                    .solve(new CellCurve.Sinh(30), volts, siemens));
    assertTrue(
        refusal
            .getMessage()
            .matches(
                "the wires of an array of 9 x 7 could not be solved: estimated relative error"
                    + " .* after 520 iterations, promised 1e-10; least eigenvalue of .*"),
        refusal.getMessage());
  }
}
