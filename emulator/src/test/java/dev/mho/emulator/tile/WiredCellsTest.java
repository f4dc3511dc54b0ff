package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.Reference;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.BitSlices;
import dev.mho.emulator.cell.CurvedRead;
import dev.mho.emulator.cell.DeviceGroup;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.SingleDevice.Against;
import dev.mho.emulator.cell.Subtraction;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.circuit.CellCurve;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.LineFaults;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import dev.mho.emulator.converter.Distortion;
import dev.mho.emulator.converter.InputDigits;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.StaticDrop;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wires, broken lines and curved devices around every kind of cell, read from both sides. */
class WiredCellsTest {
  private static final ConductanceRange RANGE = ConductanceRange.of(2e-6, 50e-6);
  private static final WireResistance WIRES = new WireResistance(10, 15, 40, 70, 200);
  private static final LineFaults BROKEN = new LineFaults(0.15, 0.15, 0.05, 30_000);
  private static final double VOLTS = 0.6;
  private static final CellCurve OHMIC = new CellCurve.Ohmic();
  private static final CellCurve SINH = new CellCurve.Sinh(4);
  private static final Products PRODUCTS = new Products(Workers.single());

  private static TestDevice device() {
    return TestDevice.plain()
        .range(RANGE)
        .response(new ConstantStep(0.02, Optional.of(0.02), Optional.empty(), Optional.empty()))
        .parts(model -> model.reference(Optional.of(new Reference(false, 0.4, 0.1))));
  }

  private static Wiring wiring(CellCurve curve, LineFaults faults) {
    Optional<CurvedRead> read =
        curve instanceof CellCurve.Ohmic
            ? Optional.empty()
            : Optional.of(new CurvedRead(curve, VOLTS));
    return new Wiring(WIRES, Topology.SEPARATE, 0, faults, read);
  }

  private static UnitCell cell(String kind) {
    DifferentialPair pair = new DifferentialPair(0.8, DifferentialPair.Rest.MIDDLE);
    return switch (kind) {
      case "pair" -> pair;
      case "fixed" -> new SingleDevice(0.8);
      case "own" -> new SingleDevice(0.8, 0.5, Against.OWN);
      case "device" -> new SingleDevice(0.8, 0.5, Against.DEVICE);
      case "digital" -> new SingleDevice(0.8, 0.5, Against.FIXED, Subtraction.DIGITAL);
      default ->
          new DeviceGroup(
              kind.equals("group") ? pair : new SingleDevice(0.8),
              List.of(1.0, 3.0),
              DeviceGroup.Filling.IN_TURN,
              DeviceGroup.Turn.ALL);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "pair, true, 12, 7",
    "pair, true, 7, 12",
    "pair, false, 12, 7",
    "pair, false, 7, 12",
    "fixed, true, 9, 6",
    "fixed, false, 9, 6",
    "own, true, 6, 9",
    "own, false, 6, 9",
    "device, true, 6, 9",
    "device, false, 6, 9",
    "digital, true, 9, 6",
    "digital, false, 9, 6",
    "group, true, 6, 9",
    "group, false, 6, 9",
    "group of single devices, true, 9, 6",
    "group of single devices, false, 9, 6"
  })
  void brokenArraysOfEveryCell(String kind, boolean curved, int outputs, int inputs) {
    CellCurve curve = curved ? SINH : OHMIC;
    AnalogTile tile =
        TestArray.of(device())
            .cell(cell(kind))
            .trains(31)
            .wires(wiring(curve, BROKEN))
            .tile(TestMatrix.random(outputs, inputs, 0.8, 1), PRODUCTS);
    List<Defects> defects = tile.defects();
    assertEquals(tile.roles().size(), defects.size(), "one circuit a device of the cell");
    assertTrue(defects.stream().anyMatch(d -> !d.breaks().isEmpty()), "the test needs dead lines");
    assertTrue(defects.stream().anyMatch(d -> !d.shorts().isEmpty()), "the test needs shorts");
    assertReadsAsItsCircuits(tile, new WiredTwin(tile, WIRES, curve, VOLTS));
    Matrix x = TestMatrix.random(4, inputs, 1, 4);
    tile.update(x, TestMatrix.random(4, outputs, 1, 5), 0.3);
    assertTrue(tile.activity().upPulses() > 10, "the test needs pulses");
    assertReadsAsItsCircuits(tile, new WiredTwin(tile, WIRES, curve, VOLTS));
  }

  private static void assertReadsAsItsCircuits(AnalogTile tile, WiredTwin twin) {
    Matrix x = TestMatrix.random(3, tile.inputs(), 1, 2);
    Matrix d = TestMatrix.random(3, tile.outputs(), 1, 3);
    Matrix y = tile.forward(x);
    Matrix e = tile.backward(d);
    for (int b = 0; b < x.rows(); b++) {
      assertClose(twin.read(x.row(b), false), y.row(b), 2e-6 * tile.inputs());
      assertClose(twin.read(d.row(b), true), e.row(b), 2e-6 * tile.outputs());
    }
  }

  private static void assertClose(double[] expected, double[] actual, double absolute) {
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], actual[k], absolute, "line " + k);
    }
  }

  /**
   * Bit slices over arrays that are not square, terminal resistances that differ, both directions,
   * whole inputs and inputs in digits, and all that with broken lines and curved devices.
   */
  @ParameterizedTest
  @CsvSource({
    "BALANCED, false, 0",
    "BALANCED, true, 0",
    "OFFSET, false, 0",
    "OFFSET, true, 0",
    "BALANCED, true, 2",
    "OFFSET, false, 2"
  })
  void slicedBothWaysNonSquareWithTerminals(
      BitSlices.Balance balance, boolean curved, int digitBits) {
    int outputs = 7;
    int inputs = 9;
    BitSlices slices = new BitSlices(7, 3, balance);
    Optional<InputDigits> digits =
        digitBits == 0 ? Optional.empty() : Optional.of(new InputDigits(6, digitBits));
    CellCurve curve = curved ? SINH : OHMIC;
    SlicedTile tile =
        new SlicedTile(
            TestArray.of(device()).wires(wiring(curve, BROKEN)).spec(),
            slices,
            digits,
            TestMatrix.random(outputs, inputs, 1, 1),
            4,
            5,
            TestArray.STREAM,
            PRODUCTS);
    Matrix x = TestMatrix.random(3, inputs, 1, 2);
    Matrix d = TestMatrix.random(3, outputs, 1, 3);
    Matrix y = tile.forward(x);
    Matrix e = tile.backward(d);
    assertEquals(3 * 2 * 3, tile.grids().stream().mapToInt(g -> g.tiles().size()).sum());
    for (int b = 0; b < x.rows(); b++) {
      assertClose(sliced(tile, slices, digits, curve, x.row(b), false), y.row(b), 2e-5);
      assertClose(sliced(tile, slices, digits, curve, d.row(b), true), e.row(b), 2e-5);
    }
  }

  private static double[] sliced(
      SlicedTile tile,
      BitSlices slices,
      Optional<InputDigits> digits,
      CellCurve curve,
      double[] in,
      boolean fromOutputs) {
    double[] sum = new double[fromOutputs ? tile.inputs() : tile.outputs()];
    for (int s = 0; s < slices.slices(); s++) {
      for (AnalogTile array : tile.grids().get(s).tiles()) {
        WiredTwin twin = new WiredTwin(array, WIRES, curve, VOLTS);
        double worth = slices.significance(s) / slices.largest();
        int firstDriven = first(array, fromOutputs);
        int firstRead = first(array, !fromOutputs);
        for (int k = 0; k < digits.map(InputDigits::digits).orElse(1); k++) {
          int digit = k;
          double[] line = new double[fromOutputs ? array.outputs() : array.inputs()];
          for (int i = 0; i < line.length; i++) {
            double value = in[firstDriven + i];
            line[i] = digits.map(cut -> cut.line(value, digit)).orElse(value);
          }
          double counts = digits.map(cut -> cut.significance(digit)).orElse(1.0);
          double[] own = twin.read(line, fromOutputs);
          for (int i = 0; i < own.length; i++) {
            sum[firstRead + i] += worth * counts * own[i];
          }
        }
      }
    }
    return sum;
  }

  private static int first(AnalogTile array, boolean output) {
    return output ? array.placement().firstRow() : array.placement().firstCol();
  }

  /** The same bits whichever thread solves which sample. */
  @Test
  void curvedReadsAreTheSameOnAnyNumberOfThreads() {
    Matrix weights = TestMatrix.random(6, 9, 0.8, 1);
    Matrix x = TestMatrix.random(7, 9, 1, 2);
    TestArray array = TestArray.of(device()).cell(cell("group")).wires(wiring(SINH, BROKEN));
    AnalogTile one = array.tile(weights, PRODUCTS);
    try (Workers workers = new Workers(3)) {
      AnalogTile three = array.tile(weights, new Products(workers));
      TestMatrix.assertClose(one.forward(x), three.forward(x), 0);
      assertEquals(one.activity().wireSolves(), three.activity().wireSolves());
      assertEquals(4 * 7, one.activity().wireSolves());
    }
  }

  @Test
  void anApproximateDropOfCurvedDevicesIsRefused() {
    Distortion drop =
        new Distortion(Optional.of(new StaticDrop(1, 1000)), Optional.empty(), Optional.empty(), 0);
    ReadPath dropped = ReadPath.BARE.with(0, drop);
    TestArray array = TestArray.of(device()).reads(dropped).wires(wiring(SINH, LineFaults.NONE));
    Exception refusal = assertThrows(BadInputException.class, array::spec);
    assertEquals(
        "wires: a curve is solved exactly, and static-drop approximates ohmic devices:"
            + " leave one of them out",
        refusal.getMessage());
  }
}
