package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.DeviceGroup;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.SingleDevice.Against;
import dev.mho.emulator.cell.Subtraction;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.CrossbarSolver;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.EffectiveConductance;
import dev.mho.emulator.circuit.KeptFields;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.SignedInputs;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.update.PulseOrder;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.UpdateManagement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiles of other cells than pairs. */
class SingleDeviceTileTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final ConductanceRange RANGE = ConductanceRange.of(1e-5, 1e-4);

  private final Matrix weights = TestMatrix.random(6, 5, 1, 1);
  private final Matrix x = TestMatrix.random(4, 5, 1, 2);
  private final Matrix d = TestMatrix.random(4, 6, 1, 3);

  private static TestArray array(UnitCell cell) {
    return TestArray.of(TestDevice.plain().range(RANGE)).cell(cell);
  }

  private static SingleDevice offset(Subtraction subtraction) {
    return new SingleDevice(1, 0.5, Against.FIXED, subtraction);
  }

  @ParameterizedTest
  @EnumSource
  void withoutFlawsEverySubtractionIsExact(Subtraction subtraction) {
    AnalogTile tile = array(offset(subtraction)).tile(weights, PRODUCTS);
    TestMatrix.assertClose(PRODUCTS.timesTransposed(x, weights), tile.forward(x), 2e-6);
    TestMatrix.assertClose(weights, tile.weights(), 1e-6);
    if (subtraction == Subtraction.UNIT_COLUMN) {
      Exception e = assertThrows(BadInputException.class, () -> tile.backward(d));
      assertTrue(e.getMessage().startsWith("a unit column serves forward reads alone"));
    } else {
      TestMatrix.assertClose(PRODUCTS.times(d, weights), tile.backward(d), 2e-6);
    }
  }

  /** However signed inputs reach the lines, the offset that leaves is that of all of them. */
  @ParameterizedTest
  @EnumSource
  void offsetsOfSignedInputs(SignedInputs signs) {
    AnalogTile tile =
        array(offset(Subtraction.DIGITAL))
            .reads(ReadPath.BARE.with(signs).with(InputScaling.absMax()))
            .tile(weights, PRODUCTS);
    TestMatrix.assertClose(PRODUCTS.timesTransposed(x, weights), tile.forward(x), 3e-6);
    TestMatrix.assertClose(PRODUCTS.times(d, weights), tile.backward(d), 3e-6);
  }

  /** The ADC converts the offset as well: all inputs at 1 saturate it though all weights are 0. */
  @Test
  void anOffsetUsesTheConverter() {
    Matrix none = TestMatrix.constant(6, 5, 0);
    Matrix ones = TestMatrix.constant(1, 5, 1);
    AnalogTile inArray = array(offset(Subtraction.IN_ARRAY)).adc(8, 2).tile(none, PRODUCTS);
    TestMatrix.assertClose(TestMatrix.constant(1, 6, 0), inArray.forward(ones), 0);
    assertEquals(0, inArray.activity().saturations());
    AnalogTile digital = array(offset(Subtraction.DIGITAL)).adc(8, 2).tile(none, PRODUCTS);
    // 5 (0.5 + 1/9) is more than 2: what is missing comes out as a weight.
    double missing = 2 * (2 - 5 * (0.5 + 1.0 / 9));
    TestMatrix.assertClose(TestMatrix.constant(1, 6, missing), digital.forward(ones), 1e-6);
    assertEquals(6, digital.activity().saturations());
  }

  /** What the line of zeros misses is missing in every output alike. */
  @Test
  void aUnitColumnBringsItsOwnErrors() {
    TestDevice missed = TestDevice.plain().range(RANGE).programmingError(TestDevice.error(0.05));
    AnalogTile unit =
        TestArray.of(missed).cell(offset(Subtraction.UNIT_COLUMN)).tile(weights, PRODUCTS);
    AnalogTile digital =
        TestArray.of(missed).cell(offset(Subtraction.DIGITAL)).tile(weights, PRODUCTS);
    Matrix one = unit.forward(x);
    Matrix other = digital.forward(x);
    for (int b = 0; b < x.rows(); b++) {
      double common = one.get(b, 0) - other.get(b, 0);
      assertTrue(Math.abs(common) > 1e-3, "the test needs an error");
      for (int k = 1; k < 6; k++) {
        assertEquals(common, one.get(b, k) - other.get(b, k), 2e-6);
      }
    }
  }

  @Test
  void aUnitColumnIsConvertedToo() {
    AnalogTile tile = array(offset(Subtraction.UNIT_COLUMN)).adc(9, 10).tile(weights, PRODUCTS);
    tile.forward(x);
    assertEquals(4 * (6 + 1), tile.activity().conversions());
  }

  /** ρ is taken off what the wires leave of the currents. */
  @ParameterizedTest
  @ValueSource(strings = {"fixed", "device", "digital", "group"})
  void wiresAroundOtherCells(String kind) {
    UnitCell cell =
        switch (kind) {
          case "fixed" -> new SingleDevice(1);
          case "device" -> new SingleDevice(1, 0.5, Against.DEVICE);
          case "digital" -> offset(Subtraction.DIGITAL);
          default ->
              new DeviceGroup(
                  new DifferentialPair(1, DifferentialPair.Rest.MIDDLE),
                  List.of(1.0, 3.0),
                  DeviceGroup.Filling.IN_TURN,
                  DeviceGroup.Turn.ALL);
        };
    WireResistance wires = new WireResistance(20, 20, 50, 50, 0);
    AnalogTile tile =
        array(cell).wires(new Wiring(wires, Topology.SEPARATE, 0)).tile(weights, PRODUCTS);
    List<EffectiveConductance> solved = new ArrayList<>();
    for (Role role : tile.roles()) {
      double[] siemens = tile.siemens(role).transposed().toArray();
      CrossbarCircuit circuit = new CrossbarCircuit(5, 6, wires, Topology.SEPARATE, Defects.NONE);
      solved.add(
          new CrossbarSolver(circuit, Workers.single()).effective(KeptFields.none(), siemens));
    }
    boolean compared = kind.equals("fixed") || kind.equals("digital");
    double off = compared ? RANGE.siemens(0.5) : 0;
    Matrix expected = TestMatrix.constant(4, 6, 0);
    for (int b = 0; b < 4; b++) {
      for (int k = 0; k < 6; k++) {
        double current = 0;
        for (int j = 0; j < 5; j++) {
          double siemens = -off;
          for (Role role : tile.roles()) {
            siemens += role.significance() * solved.get(role.index()).siemens(k, j);
          }
          current += siemens * x.get(b, j);
        }
        expected.set(b, k, current / RANGE.span() * cell.scale());
      }
    }
    TestMatrix.assertClose(expected, tile.forward(x), 3e-6);
  }

  @Test
  void onlyPairsShareColumns() {
    WireResistance wires = new WireResistance(20, 20, 0, 0, 0);
    Exception interleaved =
        assertThrows(
            BadInputException.class,
            () ->
                array(new SingleDevice(1))
                    .wires(new Wiring(wires, Topology.INTERLEAVED, 0))
                    .tile(weights, PRODUCTS));
    assertEquals(
        "wires: only the two devices of a differential pair can share column lines",
        interleaved.getMessage());
    Exception unit =
        assertThrows(
            BadInputException.class,
            () ->
                array(offset(Subtraction.UNIT_COLUMN))
                    .wires(new Wiring(wires, Topology.SEPARATE, 0))
                    .spec());
    assertEquals(
        "wires: the line of a unit column has none; use ideal conductors", unit.getMessage());
  }

  /** Same bits on one thread and on three, with turns drawn at random and noisy pulses. */
  @Test
  void groupsLearnTheSameOnAnyNumberOfThreads() {
    Matrix one = learnt(1);
    TestMatrix.assertClose(one, learnt(3), 0);
    double moved = 0;
    for (int k = 0; k < 6; k++) {
      moved += Math.abs(one.get(k, 0) - weights.get(k, 0));
    }
    assertTrue(moved > 0.1);
  }

  private Matrix learnt(int threads) {
    DeviceGroup group =
        new DeviceGroup(
            new SingleDevice(2),
            List.of(1.0, 1.0, 2.0),
            DeviceGroup.Filling.EVEN,
            DeviceGroup.Turn.RANDOM);
    TestDevice noisy =
        TestDevice.plain()
            .response(
                new ConstantStep(
                    0.01,
                    Optional.of(0.012),
                    Optional.of(new CycleToCycle(0.3, 0, 0, 0)),
                    Optional.empty()));
    try (Workers workers = new Workers(threads)) {
      AnalogTile tile =
          TestArray.of(noisy).cell(group).trains(31).tile(weights, new Products(workers));
      for (int i = 0; i < 5; i++) {
        tile.update(x, d, 0.1);
      }
      return tile.weights();
    }
  }

  /** Where steps are all alike, pulses made at once are those made one after the other. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pulsesAtOnce(boolean grouped) {
    UnitCell single = new SingleDevice(2);
    UnitCell cell =
        grouped
            ? new DeviceGroup(
                single, List.of(1.0, 2.0), DeviceGroup.Filling.EVEN, DeviceGroup.Turn.ALL)
            : single;
    Matrix sequential = atOnce(cell, PulseOrder.SEQUENTIAL);
    TestMatrix.assertClose(sequential, atOnce(cell, PulseOrder.AGGREGATED), 2e-5);
    assertTrue(Math.abs(sequential.get(0, 0) - weights.get(0, 0)) > 1e-3);
  }

  private Matrix atOnce(UnitCell cell, PulseOrder order) {
    TestDevice steps =
        TestDevice.plain()
            .response(
                new ConstantStep(0.001, Optional.of(0.0015), Optional.empty(), Optional.empty()));
    AnalogTile tile =
        TestArray.of(steps)
            .cell(cell)
            .trains(new StochasticTrains(31, UpdateManagement.usual(), 0, order))
            .tile(weights, PRODUCTS);
    tile.update(x, d, 0.05);
    return tile.weights();
  }

  @Test
  void turnsNeedAnOrder() {
    DeviceGroup group =
        new DeviceGroup(
            new SingleDevice(2),
            List.of(1.0, 1.0),
            DeviceGroup.Filling.EVEN,
            DeviceGroup.Turn.SEQUENTIAL);
    Exception e = assertThrows(BadInputException.class, () -> atOnce(group, PulseOrder.AGGREGATED));
    assertEquals(
        "pulses that are made at once (order: aggregated) belong to many updates and know no turns;"
            + " choose order: sequential, or turn: all",
        e.getMessage());
  }

  /** The mean change of an update is the one asked for, whoever's turn it is. */
  @ParameterizedTest
  @EnumSource
  void meanChangeIsAsAsked(DeviceGroup.Turn turn) {
    DeviceGroup group =
        new DeviceGroup(new SingleDevice(1), List.of(1.0, 3.0), DeviceGroup.Filling.EVEN, turn);
    TestDevice steps =
        TestDevice.plain()
            .response(
                new ConstantStep(1e-5, Optional.of(1e-5), Optional.empty(), Optional.empty()));
    AnalogTile tile =
        TestArray.of(steps).cell(group).trains(31).tile(TestMatrix.constant(4, 4, 0), PRODUCTS);
    int updates = 2000;
    Matrix ones = TestMatrix.constant(1, 4, 0.5);
    double step = tile.spec().granularity() * tile.weightScale(0);
    for (int u = 0; u < updates; u++) {
      tile.update(ones, TestMatrix.constant(1, 4, -0.5), 4 * 5.0 * step);
    }
    double sum = 0;
    for (double w : tile.weights().toArray()) {
      sum += w;
    }
    // Five certain pulses an update; of a random turn they count 1/2 or 3/2 with equal chance, so
    // that the mean of 2000 is off by 5 σ = 5 · 0.5/√2000 at most;
    // steps of 1e-5 at 0.5 are rounded to 2⁻²⁴, 0.3 % of one.
    double asked = 5.0 * step * updates;
    double tolerance = turn == DeviceGroup.Turn.RANDOM ? 2.5 / Math.sqrt(updates) : 2e-3;
    assertEquals(asked, sum / 16, tolerance * asked);
  }
}
