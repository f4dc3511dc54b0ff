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
            List.of(new SpiceDeck.Array(circuit, new double[][] {{1e-3, 2e-3, 0, 4e-3}})),
            new CellCurve.Ohmic(),
            new Drive.Rows(new double[] {0.25, -0.5}));
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

  /** Two supplies of a pair, fed at row 0; the closed row has no cells, a curved cell a source. */
  @Test
  void supplyWiresAndCurvedDevices() {
    CrossbarCircuit circuit =
        new CrossbarCircuit(
            2,
            1,
            new WireResistance(2, 3, 0, 0, 100),
            Topology.INTERLEAVED_SUPPLIED,
            new Defects(List.of(), List.of(new Defects.Short(1, 0, 0, 25))));
    String deck =
        SpiceDeck.of(
            List.of("pairs"),
            List.of(new SpiceDeck.Array(circuit, new double[][] {{1e-3, 2e-3}, {3e-3, 4e-3}})),
            new CellCurve.Sinh(5),
            new Drive.Supply(0.5, new boolean[] {true, false}));
    assertEquals(
        """
        * pairs
        * 1 array
        * geometry: 2 rows (inputs) x 1 columns (outputs)
        * supply j runs along column j and is fed at row 0, column j is sensed at 0 V behind row 1; a row's bit opens its cells
        * each supply segment (ohm): 2.0
        * each column segment (ohm): 3.0
        * driver, besides the first supply segment (ohm): 0.0
        * sense, besides the last column segment (ohm): 0.0
        * access, in series with each device (ohm): 100.0
        * units: volts, amperes, ohms; a device of G siemens carries G sinh(k v)/k, k = 5.0
        * i(v_a<array>_out_<column>) is the current into the virtual ground
        v_in0_0 in0_0 0 dc 0.5
        v_in1_0 in1_0 0 dc -0.5
        r_a0_supply0_0_0 in0_0 a0_w0_0_0 2.0
        r_a0_access0_0_0 a0_w0_0_0 a0_d0_0_0 100.0
        b_a0_cell0_0_0 a0_d0_0_0 a0_b_0_0 i=0.001*sinh(5.0*v(a0_d0_0_0,a0_b_0_0))/5.0
        r_a0_supply0_1_0 a0_w0_0_0 a0_w0_1_0 2.0
        r_a0_supply1_0_0 in1_0 a0_w1_0_0 2.0
        r_a0_cell1_0_0 a0_w1_0_0 a0_b_0_0 125.0
        r_a0_supply1_1_0 a0_w1_0_0 a0_w1_1_0 2.0
        r_a0_col_0_0 a0_b_0_0 a0_b_1_0 3.0
        r_a0_col_1_0 a0_b_1_0 a0_out_0 3.0
        v_a0_out_0 a0_out_0 0 dc 0
        .options reltol=1e-12 abstol=1e-18 vntol=1e-15
        .control
        set numdgt=15
        op
        print i(v_a0_out_0)
        .endc
        .end
        """,
        deck);
  }

  @Test
  void whatDrivesAnArrayMustFitIt() {
    CrossbarCircuit circuit =
        new CrossbarCircuit(1, 1, WireResistance.segments(1), Topology.SUPPLIED, Defects.NONE);
    List<SpiceDeck.Array> array = List.of(new SpiceDeck.Array(circuit, new double[][] {{1e-3}}));
    CellCurve ohmic = new CellCurve.Ohmic();
    assertThrows(
        IllegalArgumentException.class,
        () -> SpiceDeck.of(List.of(), array, ohmic, new Drive.Rows(new double[1])));
    assertThrows(
        IllegalArgumentException.class,
        () -> SpiceDeck.of(List.of(), array, ohmic, new Drive.Supply(1, new boolean[2])));
  }
}
