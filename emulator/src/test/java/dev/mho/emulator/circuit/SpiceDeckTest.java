package dev.mho.emulator.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpiceDeckTest {
  /** Every line of a small deck: a device of 0 S, an ideal column, a break and a short. */
  @Test
  void aSmallDeck() {
    Defects defects =
        new Defects(
            List.of(new Defects.Break(Defects.Wire.DRIVEN, 0, 1, 1)),
            List.of(new Defects.Short(0, 0, 1, 25)));
    CrossbarCircuit circuit =
        new CrossbarCircuit(
            2, 2, new WireResistance(2, 0, 0.5, 0, 100), Topology.SEPARATE, defects);
    String deck =
        SpiceDeck.of(
            List.of("a title"),
            circuit,
            new double[] {0.25, -0.5},
            List.<double[][]>of(new double[][] {{1e-3, 2e-3, 0, 4e-3}}));
    assertEquals(
        """
        * a title
        * 1 array
        * geometry: 2 rows (inputs) x 2 columns (outputs)
        * row i is driven at column 0, column j is sensed at 0 V behind row 1
        * each row segment (ohm): 2.0
        * each column segment (ohm): 0.0
        * driver, besides the first row segment (ohm): 0.5
        * sense, besides the last column segment (ohm): 0.0
        * access, in series with each device (ohm): 100.0
        * units: volts, amperes, ohms; a device of G siemens is a resistor of 1/G
        * i(v_a<array>_out_<column>) is the current into the virtual ground
        v_in0_0 in0_0 0 dc 0.25
        v_in0_1 in0_1 0 dc -0.5
        r_a0_row0_0_0 in0_0 a0_w0_0_0 2.5
        r_a0_cell0_0_0 a0_w0_0_0 a0_b_0_0 1100.0
        r_a0_row0_0_1 a0_w0_0_0 a0_w0_0_1 2.0
        r_a0_cell0_0_1 a0_w0_0_1 a0_b_0_1 125.0
        r_a0_row0_1_0 in0_1 a0_w0_1_0 2.5
        r_a0_cell0_1_1 a0_w0_1_1 a0_b_1_1 350.0
        v_a0_col_0_0 a0_b_0_0 a0_b_1_0 dc 0
        v_a0_col_1_0 a0_b_1_0 a0_out_0 dc 0
        v_a0_out_0 a0_out_0 0 dc 0
        v_a0_col_0_1 a0_b_0_1 a0_b_1_1 dc 0
        v_a0_col_1_1 a0_b_1_1 a0_out_1 dc 0
        v_a0_out_1 a0_out_1 0 dc 0
        .options reltol=1e-12 abstol=1e-18 vntol=1e-15
        .control
        set numdgt=15
        op
        print i(v_a0_out_0)
        print i(v_a0_out_1)
        .endc
        .end
        """,
        deck);
  }

  @Test
  void suppliesHaveNoDeckYet() {
    CrossbarCircuit circuit =
        new CrossbarCircuit(1, 1, WireResistance.segments(1), Topology.SUPPLIED, Defects.NONE);
    assertThrows(
        IllegalStateException.class,
        () ->
            SpiceDeck.of(
                List.of(), circuit, new double[1], List.<double[][]>of(new double[][] {{1e-3}})));
  }
}
