package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.fault.Endurance;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CumulativeExponential;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.LinearStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.Reference;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.retention.Decay;
import dev.mho.device.spread.Spread;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Levels, endurance, resets, references and log-normal populations. */
class WearAndLevelsTest {
  private static final int DEVICES = 20_000;
  private static final ConstantStep STEP = constant(0.02);

  @Test
  void writesAimAtTheNearestLevel() {
    DeviceArray devices = array(TestDevice.plain().range(levels(5)).model());
    float[] targets = new float[DEVICES];
    for (int i = 0; i < DEVICES; i++) {
      targets[i] = i / (float) (DEVICES - 1);
    }
    devices.program(targets, 0);
    for (int i = 0; i < DEVICES; i++) {
      assertEquals(Math.rint(4 * targets[i]) / 4, devices.state(i), 1e-7);
    }
  }

  /** A pulse of 0.02 between levels 0.25 apart succeeds 8 times in a hundred. */
  @Test
  void pulsesSwitchBetweenLevelsAtRandomAndKeepTheirMean() {
    DeviceArray devices = array(TestDevice.plain().range(levels(5)).response(STEP).model());
    devices.program(filled(0.5f), 0);
    for (int i = 0; i < DEVICES; i++) {
      devices.pulse(i, 1, Polarity.UP, 0);
      assertTrue(devices.state(i) == 0.5f || devices.state(i) == 0.75f);
    }
    long switched = Arrays.stream(each(i -> devices.state(i))).filter(g -> g > 0.5).count();
    Sample.assertCount(0.08, DEVICES, switched);
  }

  /** From 5 to 20 µS, G = 0 is g = −1/3: no level is near, and no pulse down lifts a device. */
  @Test
  void aPulseDoesNotLiftWhatTimeHasTakenBelowTheLevels() {
    ConductanceRange range =
        new ConductanceRange(5e-6, 20e-6, Spread.none(), Spread.none(), Optional.of(5));
    DeviceArray devices =
        array(
            TestDevice.plain()
                .range(range)
                .response(STEP)
                .drift(new Decay(1, Spread.none(), 1, 0))
                .model());
    devices.program(filled(0), 0);
    float left = devices.conductance(0, 1);
    assertTrue(left < -0.2);
    devices.pulse(0, 1, Polarity.DOWN, 1);
    assertEquals(left, devices.state(0));
    devices.pulse(1, 1, Polarity.UP, 1);
    assertEquals(left + 0.02, devices.state(1), 1e-6);
    devices.pulse(2, 50, Polarity.UP, 1);
    assertEquals(Math.rint(4 * devices.state(2)) / 4, devices.state(2), "on a level again");
  }

  /** Own bounds beyond the nominal ones hold no further levels. */
  @Test
  void levelsEndWhereTheNominalRangeEnds() {
    DeviceArray devices =
        array(
            TestDevice.plain()
                .range(
                    new ConductanceRange(
                        0, 1, Spread.normal(0.1), Spread.normal(0.1), Optional.of(5)))
                .response(constant(0.3))
                .model());
    for (int i = 0; i < DEVICES; i++) {
      for (Polarity polarity : Polarity.values()) {
        devices.pulse(i, 20, polarity, 0);
        double bound =
            polarity == Polarity.UP ? Math.min(1, devices.high(i)) : Math.max(0, devices.low(i));
        assertEquals((float) bound, devices.state(i), "device " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Endurance.End.class)
  void wornOutDevicesAreStuckForGood(Endurance.End end) {
    Endurance endurance = new Endurance(10, Spread.none(), end);
    DeviceArray device =
        array(
            TestDevice.plain()
                .response(STEP)
                .faults(new Faults(0, 0, 0, Optional.of(endurance)))
                .parts(b -> b.reset(Optional.of(new AbruptReset(0, 0, 0))))
                .model());
    device.program(filled(0.5f), 0);
    device.pulse(0, 9, Polarity.UP, 0);
    assertFalse(device.isStuck(0), "one write and nine pulses");
    assertEquals(0.68, device.state(0), 1e-6);
    device.pulse(0, 5, Polarity.UP, 0);
    assertTrue(device.isStuck(0));
    double expected =
        switch (end) {
          case MINIMUM -> 0;
          case MAXIMUM -> 1;
          case IN_PLACE -> 0.7;
        };
    assertEquals(expected, device.state(0), 1e-6);
    assertEquals(14, device.pulseCount(0), "pulses are counted all the same");
    device.program(filled(0.1f), 0);
    device.pulse(0, 3, Polarity.DOWN, 0);
    device.reset(0, 0);
    device.shift(0, 0.1, false, 0);
    assertEquals(expected, device.state(0), 1e-6);
    assertEquals(0.1f, device.state(1), "others go on");
  }

  /** ln(k/100)/0.5 standard deviations: what share has lived less than k pulses. */
  @Test
  void livesAreSpreadOverThePopulation() {
    Endurance endurance = new Endurance(100, Spread.logNormal(0.5), Endurance.End.MINIMUM);
    DeviceArray devices =
        array(
            TestDevice.plain()
                .response(constant(1e-6))
                .faults(new Faults(0, 0, 0, Optional.of(endurance)))
                .model());
    int given = 0;
    for (int pulses : new int[] {40, 70, 100, 164, 300}) {
      for (int i = 0; i < DEVICES; i++) {
        devices.pulse(i, pulses - given, Polarity.UP, 0);
      }
      given = pulses;
      double dead = 0.5 * (1 + Erf.erf(Math.log(pulses / 100.0) / 0.5 / Math.sqrt(2)));
      double[] stuck = each(i -> devices.isStuck(i) ? 1 : 0);
      Sample.assertCount(dead, DEVICES, (long) Arrays.stream(stuck).sum());
    }
  }

  @Test
  void resetsLeaveTheirOwnPopulation() {
    DeviceArray devices =
        array(
            TestDevice.plain()
                .response(STEP)
                .parts(b -> b.reset(Optional.of(new AbruptReset(0.3, 0.03, 0.04))))
                .model());
    devices.program(filled(0.9f), 0);
    double[] first = reset(devices);
    double[] second = reset(devices);
    Sample.assertNormal(0.3, 0.05, first);
    double[] change = new double[DEVICES];
    Arrays.setAll(change, i -> second[i] - first[i]);
    Sample.assertNormal(0, 0.04 * Math.sqrt(2), change);
  }

  @Test
  void withoutAResetADeviceCannotBeErased() {
    DeviceArray devices = array(TestDevice.plain().response(STEP).model());
    Exception e = assertThrows(BadInputException.class, () -> devices.reset(0, 0));
    assertEquals("device test has no reset: it cannot be erased", e.getMessage());
  }

  @Test
  void oneDirectionalDevicesNeedAReset() {
    Exception e =
        assertThrows(
            BadInputException.class,
            () ->
                TestDevice.plain()
                    .response(
                        new ConstantStep(0.1, Optional.empty(), Optional.empty(), Optional.empty()))
                    .model());
    assertEquals(
        "reset: found none, for a response without a down branch; allowed: { to, device_spread,"
            + " spread }: what one erasing pulse leaves",
        e.getMessage());
  }

  /** Soft bounds of steps 0.02 up and 0.01 down around ½: equal where 0.02 (1−g) = 0.01 g. */
  @Test
  void referenceIsTheSymmetryPoint() {
    PulseResponse response =
        new SoftBounds(0.02, Optional.of(0.01), 0.5, Optional.empty(), Optional.empty());
    DeviceArray devices =
        array(
            TestDevice.plain()
                .response(response)
                .parts(b -> b.reference(Optional.of(new Reference(true, 0.01, 0.02))))
                .model());
    double[] references = each(devices::reference);
    Sample.assertNormal(2 / 3.0 + 0.01, 0.02, references);
    DeviceArray one = array(TestDevice.plain().response(response).model());
    one.program(filled(0.2f), 0);
    for (int k = 0; k < 2000; k++) {
      one.pulse(0, 1, Polarity.UP, 0);
      one.pulse(0, 1, Polarity.DOWN, 0);
    }
    assertEquals(2 / 3.0, one.state(0), 0.01, "alternating pulses lead there");
  }

  @Test
  void logNormalBoundsAndSteps() {
    ConductanceRange range =
        new ConductanceRange(0, 1, Spread.logNormal(0.1), Spread.logNormal(0.2), Optional.empty());
    PulseResponse response =
        new ConstantStep(
            1e-3,
            Optional.of(1e-3),
            Optional.empty(),
            Optional.of(new DeviceToDevice(Spread.logNormal(0.7), 0, Spread.none())));
    DeviceArray devices = array(TestDevice.plain().range(range).response(response).model());
    Sample.assertNormal(0, 0.2, each(i -> Math.log(1 - 2 * devices.low(i))));
    Sample.assertNormal(0, 0.4, each(i -> Math.log(2 * devices.high(i) - 1)));
    Sample.assertNormal(0, 0.7, each(i -> Math.log(devices.specimen(i).upScale())));
    double[] up = each(i -> devices.specimen(i).upScale());
    assertTrue(Arrays.equals(up, each(i -> devices.specimen(i).downScale())));
  }

  @Test
  void shapesAreSpreadInEachDirection() {
    PulseResponse response =
        new LinearStep(
            new LinearStep.Branch(0.01, 0.5),
            Optional.of(new LinearStep.Branch(0.01, 0.5)),
            Optional.empty(),
            Optional.of(new DeviceToDevice(Spread.none(), 0, Spread.normal(0.1))));
    DeviceArray devices = array(TestDevice.plain().response(response).model());
    double[] up = each(i -> devices.specimen(i).upShape());
    double[] down = each(i -> devices.specimen(i).downShape());
    Sample.assertNormal(1, 0.1, up);
    Sample.assertNormal(1, 0.1, down);
    Sample.assertUncorrelated(up, down, "of the two directions");
    double step = response.step(Polarity.UP, 1, devices.specimen(7));
    assertEquals(0.01 * (1 - 0.5 * up[7]), step, 1e-12);
  }

  /** NeuroSim spreads the label of its curves: NL = 2 (1 ± 0.1) here, held within ±10. */
  @Test
  void labelsAreSpread() {
    DeviceArray devices = array(TestDevice.plain().response(labelled(2, 0.1)).model());
    double[] labels =
        each(i -> CumulativeExponential.labelOfShape(devices.specimen(i).upShape()) / 2);
    Sample.assertNormal(1, 0.1, labels);
    DeviceArray wide = array(TestDevice.plain().response(labelled(9, 0.3)).model());
    double[] cut = each(i -> CumulativeExponential.labelOfShape(wide.specimen(i).upShape()));
    double beyond = 0.5 * (1 - Erf.erf(1 / 2.7 / Math.sqrt(2)));
    Sample.assertCount(beyond, DEVICES, Arrays.stream(cut).filter(nl -> nl > 9.99999).count());
    assertTrue(Arrays.stream(cut).allMatch(nl -> nl > 0 && nl < 10.00001));
  }

  private static PulseResponse labelled(double label, double spread) {
    return new CumulativeExponential(
        new CumulativeExponential.Branch(label, 50),
        Optional.of(new CumulativeExponential.Branch(-label, 50)),
        Optional.empty(),
        Optional.of(new DeviceToDevice(Spread.none(), 0, Spread.normal(spread))));
  }

  private static double[] reset(DeviceArray devices) {
    for (int i = 0; i < DEVICES; i++) {
      devices.reset(i, 0);
    }
    return each(devices::state);
  }

  private static ConstantStep constant(double step) {
    return new ConstantStep(step, Optional.of(step), Optional.empty(), Optional.empty());
  }

  private static ConductanceRange levels(int levels) {
    return new ConductanceRange(0, 1, Spread.none(), Spread.none(), Optional.of(levels));
  }

  private static DeviceArray array(DeviceModel model) {
    return new DeviceArray(model, Placement.whole(DEVICES / 100, 100), NoiseStream.root(23));
  }

  private static float[] filled(float g) {
    float[] targets = new float[DEVICES];
    Arrays.fill(targets, g);
    return targets;
  }

  private static double[] each(IntToDoubleFunction of) {
    double[] values = new double[DEVICES];
    Arrays.setAll(values, of);
    return values;
  }
}
