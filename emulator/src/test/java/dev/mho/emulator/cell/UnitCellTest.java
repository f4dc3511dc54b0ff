package dev.mho.emulator.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.Reference;
import dev.mho.device.response.SoftBounds;
import dev.mho.emulator.cell.DeviceGroup.Filling;
import dev.mho.emulator.cell.DeviceGroup.Turn;
import dev.mho.emulator.cell.DifferentialPair.Rest;
import dev.mho.emulator.cell.SingleDevice.Against;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of cell owes: weights are held, changed and told apart as it says. */
class UnitCellTest {
  private static final NoiseStream STREAM = NoiseStream.root(5);
  private static final DeviceModel STEPS =
      TestDevice.plain()
          .response(new ConstantStep(0.01, Optional.of(0.02), Optional.empty(), Optional.empty()))
          .parts(b -> b.reference(Optional.of(new Reference(false, 0.4, 0.05))))
          .model();

  static Stream<UnitCell> cells() {
    UnitCell pair = new DifferentialPair(1.5, Rest.MIDDLE);
    UnitCell single = new SingleDevice(1.5, 0.4, Against.FIXED);
    return Stream.of(
        pair,
        new DifferentialPair(1.5, new Rest(0.3)),
        single,
        new SingleDevice(1.5, 0.5, Against.DEVICE),
        new SingleDevice(1.5, 0.4, Against.OWN),
        new SingleDevice(1.5, 0.5, Against.FIXED, Subtraction.DIGITAL),
        new DeviceGroup(pair, List.of(1.0, 4.0), Filling.IN_TURN, Turn.ALL),
        new DeviceGroup(pair, List.of(1.0, 2.0, 4.0), Filling.EVEN, Turn.SEQUENTIAL),
        new DeviceGroup(single, List.of(1.0, 1.0, 1.0), Filling.EVEN, Turn.RANDOM));
  }

  private static CellArray array(UnitCell cell, DeviceModel model, int size) {
    return new CellArray(cell, model, Placement.whole(1, size), STREAM, Workers.single());
  }

  /** Weights within ±0.9, which every one of them can hold. */
  private static double[] weights() {
    double[] weights = new double[37];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i - 18) / 20.0;
    }
    return weights;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void heldWeightsAreReadBack(UnitCell cell) {
    double[] weights = weights();
    CellArray array = array(cell, STEPS, weights.length);
    array.program(array.targets(weights), 0);
    for (int i = 0; i < weights.length; i++) {
      assertTrue(cell.holds(weights[i]));
      assertEquals(weights[i], cell.scale() * array.difference(i, 0), 5e-7);
      double seen = array.difference().get(0, i) - array.digitalOffset();
      assertEquals(weights[i], cell.scale() * seen, 5e-7);
    }
    assertFalse(cell.holds(1.51));
    assertFalse(cell.holds(-1.51));
    assertEquals(2 * cell.scale(), cell.spanning(3).scale(), 1e-12);
  }

  /** The mean over both directions and all turns of what one coincidence does. */
  @ParameterizedTest
  @MethodSource("cells")
  void granularityIsTheMeanChange(UnitCell cell) {
    double sum = 0;
    for (int turn = 0; turn < cell.turns(); turn++) {
      for (boolean raise : new boolean[] {true, false}) {
        CellArray array = array(cell, STEPS, 1);
        array.program(array.targets(new double[] {0}), 0);
        double before = array.difference(0, 0);
        array.pulse(0, 1, raise, turn, 0);
        double change = array.difference(0, 0) - before;
        assertTrue(raise ? change > 0 : change < 0);
        sum += Math.abs(change);
      }
    }
    double mean = sum / (2 * cell.turns());
    assertEquals(mean, cell.granularity(STEPS.response().orElseThrow()), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void anExactChangeIsExact(UnitCell cell) {
    CellArray array = array(cell, STEPS, 1);
    array.program(array.targets(new double[] {0.1}), 0);
    array.shift(0, 0.25, 0);
    assertEquals(0.1 + 0.25 * cell.scale(), cell.scale() * array.difference(0, 0), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void rangesAreFittedToBothSides(UnitCell cell) {
    UnitCell fitted = cell.spanning(cell.rangeFor(-0.3, 0.7));
    assertTrue(fitted.holds(-0.3) && fitted.holds(0.7));
    UnitCell tighter = cell.spanning(0.999 * fitted.weightRange());
    assertFalse(tighter.holds(-0.3) && tighter.holds(0.7));
  }

  /** Devices that are never pulsed stay, and take no part in exact changes. */
  @Test
  void aReferenceDeviceIsLeftAlone() {
    CellArray array = array(new SingleDevice(1, 0.5, Against.DEVICE), STEPS, 1);
    array.program(array.targets(new double[] {0}), 0);
    array.pulse(0, 5, true, 0, 0);
    array.shift(0, 0.1, 0);
    assertEquals(0.5f, array.devices(Role.REFERENCE).state(0));
    assertEquals(0, array.devices(Role.REFERENCE).pulseCount(0));
    assertEquals(1, array.pulsedDevices(Polarity.UP, true));
    assertEquals(0, array.pulsedDevices(Polarity.DOWN, true));
  }

  /** A device at its own symmetry point is a weight of zero: pulses up and down lead there. */
  @Test
  void alternatingPulsesLeadToZeroAgainstTheSymmetryPoint() {
    DeviceModel model =
        TestDevice.plain()
            .response(
                new SoftBounds(0.02, Optional.of(0.01), 0.5, Optional.empty(), Optional.empty()))
            .parts(b -> b.reference(Optional.of(new Reference(true, 0, 0))))
            .model();
    CellArray array = array(new SingleDevice(1, 0.5, Against.OWN), model, 1);
    array.program(array.targets(new double[] {-0.4}), 0);
    for (int i = 0; i < 2000; i++) {
      array.pulse(0, 1, i % 2 == 0, 0, 0);
    }
    assertEquals(0, array.difference(0, 0), 0.02);
  }

  @Test
  void elementsTakeTurns() {
    DeviceGroup group =
        new DeviceGroup(new SingleDevice(1), List.of(1.0, 1.0, 1.0), Filling.EVEN, Turn.SEQUENTIAL);
    CellArray array = array(group, STEPS, 1);
    for (int update = 0; update < 7; update++) {
      array.pulse(0, 2, true, array.turn(update), 0);
    }
    assertEquals(6, array.devices(array.roles().get(0)).pulseCount(0));
    assertEquals(4, array.devices(array.roles().get(1)).pulseCount(0));
    assertEquals(4, array.devices(array.roles().get(2)).pulseCount(0));
    assertEquals(1, array.share(array.roles().get(1), 1));
    assertEquals(0, array.share(array.roles().get(1), 2));
  }

  /** Each of 4 elements in 40,000 updates: 10,000 ± 5 σ, σ = √(40,000 · ¼ · ¾) = 87. */
  @Test
  void randomTurnsAreEven() {
    DeviceGroup group =
        new DeviceGroup(
            new SingleDevice(1), List.of(1.0, 1.0, 1.0, 1.0), Filling.EVEN, Turn.RANDOM);
    CellArray array = array(group, STEPS, 1);
    int[] counts = new int[4];
    for (int update = 0; update < 40_000; update++) {
      counts[array.turn(update)]++;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 5 * 87);
    }
  }

  /**
   * In a pair of pairs only the element whose turn it is rises, by its plus or its minus device.
   */
  @Test
  void oneDirectionalPairsInAGroup() {
    DeviceGroup group =
        new DeviceGroup(
            new DifferentialPair(1, Rest.MINIMUM),
            List.of(1.0, 1.0),
            Filling.EVEN,
            Turn.SEQUENTIAL);
    CellArray array = array(group, AihwkitOneSidedTest.rising(), 1);
    array.program(array.targets(new double[] {0}), 0);
    array.pulse(0, 3, true, 0, 0);
    array.pulse(0, 2, false, 1, 0);
    int[] expected = {3, 0, 0, 2};
    for (Role role : array.roles()) {
      assertEquals(expected[role.index()], array.devices(role).pulseCount(0), role.label());
    }
    assertEquals(
        List.of("plus-0", "minus-0", "plus-1", "minus-1"),
        array.roles().stream().map(Role::label).toList());
  }

  @Test
  void aSingleDeviceMustBeLowered() {
    Exception e =
        assertThrows(
            BadInputException.class,
            () -> array(new SingleDevice(1), Presets.get("pcm-nandakumar-2020"), 1));
    assertEquals(
        "device pcm-nandakumar-2020 can only be pulsed up: a single device of it cannot lower a"
            + " weight; use a differential pair",
        e.getMessage());
  }

  @Test
  void anOwnReferenceMustBeKnown() {
    Exception e =
        assertThrows(
            BadInputException.class,
            () -> array(new SingleDevice(1, 0.5, Against.OWN), TestDevice.plain().model(), 1));
    assertEquals("device test has no reference of its own to be compared with", e.getMessage());
  }

  @Test
  void badSpecifications() {
    assertMessage(
        "zero: found 1.5; allowed: 0.0 to 1.0", () -> new SingleDevice(1, 1.5, Against.FIXED));
    assertMessage(
        "subtraction: found DIGITAL of a reference OWN; allowed: IN_ARRAY, or FIXED",
        () -> new SingleDevice(1, 0.5, Against.OWN, Subtraction.DIGITAL));
    assertMessage(
        "significances: found a list of 1; allowed: at least 2 numbers",
        () -> group(new SingleDevice(1), List.of(1.0)));
    assertMessage(
        "significances: found 0.0; allowed: a finite number > 0",
        () -> group(new SingleDevice(1), List.of(1.0, 0.0)));
    assertMessage(
        "element: found a group; allowed: a pair or a single device",
        () -> group(group(new SingleDevice(1), List.of(1.0, 1.0)), List.of(1.0, 1.0)));
    assertMessage("rest: found 1.2; allowed: 0.0 to 1.0", () -> new Rest(1.2));
    assertMessage(
        "rest: found top; allowed: middle, minimum, or a number from 0 to 1",
        () -> Rest.parse("top"));
    assertMessage(
        "levels: found 2; allowed: a whole number from 3 to 16777216",
        () -> SingleDevice.onLevels(1, 2, Subtraction.DIGITAL));
  }

  private static DeviceGroup group(UnitCell element, List<Double> significances) {
    return new DeviceGroup(element, significances, Filling.EVEN, Turn.ALL);
  }

  private static void assertMessage(String expected, Runnable mistake) {
    assertEquals(expected, assertThrows(BadInputException.class, mistake::run).getMessage());
  }

  /** Zero weight and ±W lie on levels, whatever their number. */
  @ParameterizedTest
  @CsvSource({"3", "4", "15", "16", "256"})
  void offsetOnLevels(int levels) {
    SingleDevice cell = SingleDevice.onLevels(2, levels, Subtraction.DIGITAL);
    for (double w : new double[] {-2, 0, 2}) {
      double level = cell.target(0, w, 0) * (levels - 1);
      assertEquals(Math.rint(level), level, 1e-5);
      assertTrue(cell.holds(w));
      assertEquals(w, cell.scale() * (cell.target(0, w, 0) - cell.zero()), 1e-6);
    }
  }
}
