package dev.mho.emulator.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.array.Workers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Circuits that badcrossbar, CrossSim and ngspice have solved. */
class GoldenCircuitsTest {
  private static final double PROMISED = 1e-9;

  @ParameterizedTest
  @ValueSource(strings = {"4x4a", "4x4b", "16x8a", "16x8b", "32x32a", "32x32b", "64x64a", "64x64b"})
  void arrays(String name) {
    JsonNode golden = Golden.read("irdrop/irdrop_" + name + ".json");
    WireResistance wires =
        new WireResistance(
            golden.get("r_word").asDouble(), golden.get("r_bit").asDouble(), 0, 0, 0);
    CrossbarCircuit circuit =
        CrossbarCircuit.of(golden.get("m").asInt(), golden.get("n").asInt(), wires);
    double[] siemens = TestCells.flat(Golden.matrix(golden.get("conductance_S")));
    double[][] volts = Golden.matrix(golden.get("input_V"));
    CrossbarSolver solver = new CrossbarSolver(circuit, Workers.single());
    EffectiveConductance k = solver.effective(siemens);
    for (String peer : new String[] {"badcrossbar", "ngspice"}) {
      double[][] currents = Golden.matrix(golden.get("current_A").get(peer));
      for (int b = 0; b < volts.length; b++) {
        TestCells.assertClose(currents[b], k.currents(volts[b]), PROMISED);
        OperatingPoint point = solver.solve(new CellCurve.Ohmic(), volts[b], siemens);
        TestCells.assertClose(currents[b], point.currents(), PROMISED);
      }
    }
  }

  @Test
  void interleavedPairs() {
    JsonNode golden = Golden.read("irdrop/topologies_12x8.json");
    JsonNode expected = golden.get("cases").get("interleaved_input_source");
    CrossbarSolver solver = solver(golden, Topology.INTERLEAVED);
    double[] volts = Golden.vector(expected.get("inputs_V"));
    double[] plus = siemens(golden, "G_pos_S[i][j]");
    double[] minus = siemens(golden, "G_neg_S[i][j]");
    for (double[] currents : peers(expected)) {
      TestCells.assertClose(currents, solver.effective(plus, minus).currents(volts), PROMISED);
      TestCells.assertClose(
          currents, solver.solve(new CellCurve.Ohmic(), volts, plus, minus).currents(), PROMISED);
    }
  }

  @Test
  void supplyWires() {
    JsonNode golden = Golden.read("irdrop/topologies_12x8.json");
    JsonNode expected = golden.get("cases").get("separate_source");
    OperatingPoint point =
        solver(golden, Topology.SUPPLIED)
            .solveSupplied(
                new CellCurve.Ohmic(),
                expected.get("supply_V").asDouble(),
                bits(expected),
                siemens(golden, "G_pos_S[i][j]"));
    for (double[] currents : peers(expected)) {
      TestCells.assertClose(currents, point.currents(), PROMISED);
    }
  }

  @Test
  void interleavedPairsOnSupplyWires() {
    JsonNode golden = Golden.read("irdrop/topologies_12x8.json");
    JsonNode expected = golden.get("cases").get("interleaved_separate_source");
    assertEquals(-1, expected.get("supply_V").get(1).asDouble());
    OperatingPoint point =
        solver(golden, Topology.INTERLEAVED_SUPPLIED)
            .solveSupplied(
                new CellCurve.Ohmic(),
                expected.get("supply_V").get(0).asDouble(),
                bits(expected),
                siemens(golden, "G_pos_S[i][j]"),
                siemens(golden, "G_neg_S[i][j]"));
    for (double[] currents : peers(expected)) {
      TestCells.assertClose(currents, point.currents(), PROMISED);
    }
  }

  private static CrossbarSolver solver(JsonNode golden, Topology topology) {
    WireResistance wires =
        new WireResistance(
            golden.get("r_row_or_supply").asDouble(), golden.get("r_col").asDouble(), 0, 0, 0);
    return new CrossbarSolver(
        new CrossbarCircuit(
            golden.get("m_inputs").asInt(),
            golden.get("n_outputs").asInt(),
            wires,
            topology,
            Defects.NONE),
        Workers.single());
  }

  private static double[] siemens(JsonNode golden, String key) {
    return TestCells.flat(Golden.matrix(golden.get(key)));
  }

  private static boolean[] bits(JsonNode expected) {
    double[] bits = Golden.vector(expected.get("input_bits"));
    boolean[] open = new boolean[bits.length];
    IntStream.range(0, open.length).forEach(i -> open[i] = bits[i] == 1);
    return open;
  }

  private static double[][] peers(JsonNode expected) {
    return new double[][] {
      Golden.vector(expected.get("ngspice_A")), Golden.vector(expected.get("crosssim_A"))
    };
  }
}
