package dev.mho.experiments.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.TestDevice;
import dev.mho.device.fault.Endurance;
import dev.mho.device.fault.Faults;
import dev.mho.device.noise.TelegraphNoise;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.retention.Decay;
import dev.mho.device.retention.Diffusion;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Temperature;
import dev.mho.device.spread.Spread;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers behind the picture of a device. */
class DevicePortraitTest {

  @ParameterizedTest
  @CsvSource({
    "reram-gong-2018, pulse-response step noise",
    "reram-woo-2016, pulse-response step",
    "pcm-nandakumar-2019, retention noise",
    "reram-milo-2021, noise",
    "pcm-nandakumar-2020, pulse-response step"
  })
  void onlyWhatTheFileSaysIsDrawn(String preset, String panels) {
    assertEquals(panels, String.join(" ", names(DevicePortrait.of(Presets.get(preset)))));
  }

  @Test
  void whatIsAbsentIsSaid() {
    Sheet sheet = DevicePortrait.of(Presets.get("pcm-nandakumar-2019"));
    assertEquals("pcm-nandakumar-2019: PCM, GeSbTe", sheet.title());
    assertEquals("Nominal range 0 to 25 µS.", sheet.head().get(0));
    assertEquals(
        "The device file says nothing of: response to pulses, spread of devices, write noise,"
            + " telegraph noise, diffusion, faults.",
        sheet.foot().get(0));
    assertTrue(sheet.foot().get(1).startsWith("Note: "), sheet.foot().get(1));
  }

  @Test
  void aDeviceOfWhichOnlyTheRangeIsKnownHasWordsAlone() {
    Sheet sheet = DevicePortrait.of(TestDevice.plain().model());
    assertEquals(List.of(), sheet.figures());
    assertTrue(sheet.foot().get(0).contains("response to pulses"), sheet.foot().get(0));
    assertTrue(sheet.png().length > 0);
  }

  @ParameterizedTest
  @MethodSource("dev.mho.device.Presets#names")
  void everyPresetCanBeDrawn(String name) {
    for (Figure figure : DevicePortrait.of(Presets.get(name)).figures()) {
      for (Curve curve : figure.curves()) {
        for (double y : curve.y()) {
          assertTrue(Double.isFinite(y), figure.name() + ", " + curve.name());
        }
      }
      String text = figure.x() + figure.y();
      assertTrue(text.contains("S)"), text);
    }
  }

  /** Steps of 1/100: through 95 % of the range in 95, and back; all alike, so without a band. */
  @Test
  void aConstantStepIsATriangle() {
    Figure figure = panel(DevicePortrait.of(constant(0.01)), "pulse-response");
    assertEquals("Pulse response: 95 pulses up, then 95 down", figure.title());
    assertEquals("conductance (mS)", figure.y());
    Curve curve = figure.curves().get(0);
    assertEquals(1, figure.curves().size());
    assertTrue(curve.band().isEmpty());
    for (int k = 0; k <= 190; k++) {
      assertEquals(k, curve.x()[k]);
      assertEquals(1000 * Math.min(k, 190 - k) / 100.0, curve.y()[k], 1e-2);
    }
    Figure step = panel(DevicePortrait.of(constant(0.01)), "step");
    assertEquals("change by one pulse (mS)", step.y());
    assertEquals(10, step.curves().get(0).y()[20], 1e-9);
    assertEquals(-10, step.curves().get(1).y()[20], 1e-9);
    assertEquals("Step by conductance (all devices and pulses alike)", step.title());
  }

  /** 90 % of normal draws lie within 1.645 σ; 4000 draws give its ends to 3 %. */
  @Test
  void theBandOfTheStepsHoldsNineTenthsOfThePulses() {
    Figure step = panel(DevicePortrait.of(noisy(0.5)), "step");
    Curve up = step.curves().get(0);
    for (int k = 0; k < up.x().length; k++) {
      assertEquals(10, up.y()[k], 1e-9);
      assertEquals(10 * (1 + 1.645 * 0.5), up.band().orElseThrow().high()[k], 0.8);
      assertEquals(10 * (1 - 1.645 * 0.5), up.band().orElseThrow().low()[k], 0.8);
    }
  }

  @Test
  void pulsesThatSpreadBlindinglyAreSaidInsteadOfDrawn() {
    Figure step = panel(DevicePortrait.of(noisy(10)), "step");
    assertTrue(step.title().startsWith("Mean step of the devices (90 % of single pulses within ±"));
    assertTrue(step.curves().get(0).band().isEmpty());
  }

  @Test
  void driftFollowsItsPowerLaw() {
    DeviceModel model = TestDevice.plain().drift(new PowerLawDrift(20, 0.05, 0)).model();
    Figure figure = panel(DevicePortrait.of(model), "retention");
    assertTrue(figure.logX());
    assertEquals("time since the write (s)", figure.x());
    assertEquals("Conductance after a write", figure.title());
    Curve half = figure.curves().get(2);
    assertEquals("500 mS", half.name());
    assertEquals(2, half.x()[0], 1e-9);
    assertEquals(2e7, half.x()[60], 1e-3);
    for (int k = 0; k < 61; k++) {
      double drifted = 500 * Math.pow(Math.max(1, half.x()[k] / 20), -0.05);
      assertEquals(drifted, half.y()[k], 1e-4 * drifted);
    }
  }

  /** e^(0.8 eV/k (1/300 K − 1/358 K)) = 150.2 times as fast. */
  @Test
  void warmthShortensTheTimeAxis() {
    Decay decay = new Decay(1e6, Spread.none(), 1, 0);
    DeviceModel warm =
        TestDevice.plain()
            .drift(decay)
            .parts(parts -> parts.temperature(Optional.of(new Temperature(0.8, 300, 358))))
            .model();
    Figure figure = panel(DevicePortrait.of(warm), "retention");
    assertEquals("Conductance after a write at 358 K", figure.title());
    double times = warm.temperature().orElseThrow().acceleration();
    Curve half = figure.curves().get(2);
    assertEquals(1e3 / times, half.x()[0], 1e-6);
    assertEquals(500 * Math.exp(-half.x()[40] * times / 1e6), half.y()[40], 1e-3);
  }

  /** After (0.3/ρ)² the walk has a deviation of 30 % of the range: 5 to 95 % are ±0.49. */
  @Test
  void diffusionIsDrawnWithoutDrift() {
    DeviceModel model =
        TestDevice.plain()
            .parts(parts -> parts.diffusion(Optional.of(new Diffusion(1e-3))))
            .model();
    Curve half = panel(DevicePortrait.of(model), "retention").curves().get(2);
    assertEquals(9e4, half.x()[60], 1e-6);
    double high = half.band().orElseThrow().high()[60];
    assertEquals(
        500 + 1000 * 1.645 * 0.3, high, 1000 * 5 * 0.3 * Math.sqrt(0.05 * 0.95 / 400) / 0.103);
  }

  @Test
  void noiseIsThatOfTheModel() {
    DeviceModel model =
        TestDevice.plain()
            .range(ConductanceRange.of(0, 2e-5))
            .readNoise(new WhiteReadNoise(0.01, 0))
            .programmingError(TestDevice.error(0.0, 0.1))
            .writeNoise(0.05)
            .parts(
                parts ->
                    parts.telegraph(
                        Optional.of(
                            new TelegraphNoise(
                                dev.mho.device.curve.Curve.constant(0.02), 1, 1, 1))))
            .model();
    List<Curve> curves = panel(DevicePortrait.of(model), "noise").curves();
    assertEquals(
        List.of(
            "programming error", "write noise", "read noise", "telegraph noise (high minus low)"),
        curves.stream().map(Curve::name).toList());
    double[] half = curves.stream().mapToDouble(curve -> curve.y()[50]).toArray();
    assertEquals(10, curves.get(0).x()[50], 1e-9);
    assertArrayEquals(new double[] {1, 1, 0.2, 0.4}, half, 1e-9);
  }

  @Test
  void readNoiseThatAgesIsShownTwice() {
    List<Curve> curves =
        panel(DevicePortrait.of(Presets.get("pcm-nandakumar-2019")), "noise").curves();
    assertEquals("read noise after 1 s", curves.get(1).name());
    assertEquals("read noise after 1 day", curves.get(2).name());
    assertTrue(curves.get(2).y()[50] > curves.get(1).y()[50]);
  }

  @Test
  void faultsAreSaid() {
    Endurance endurance = new Endurance(1e6, Spread.none(), Endurance.End.MINIMUM);
    DeviceModel model =
        constant(0.1)
            .but()
            .faults(Optional.of(new Faults(0.01, 0.005, 0, Optional.of(endurance))))
            .build();
    assertEquals(
        "Nominal range 0 to 1000 mS; stuck at the minimum 1 %, at the maximum 0.5 %, between 0 %,"
            + " endurance 1e6 pulses.",
        DevicePortrait.of(model).head().get(0));
  }

  @Test
  void theSameDeviceGivesTheSamePicture() {
    DeviceModel model = Presets.get("reram-gong-2018");
    assertArrayEquals(DevicePortrait.of(model).png(), DevicePortrait.of(model).png());
    assertFalse(DevicePortrait.of(model).figures().get(0).csv().contains("NaN"));
  }

  private static DeviceModel constant(double step) {
    PulseResponse response =
        new ConstantStep(step, Optional.of(step), Optional.empty(), Optional.empty());
    return TestDevice.plain().response(response).model();
  }

  private static DeviceModel noisy(double ofStep) {
    PulseResponse response =
        new ConstantStep(
            0.01, Optional.of(0.01), Optional.of(CycleToCycle.ofStep(ofStep)), Optional.empty());
    return TestDevice.plain().response(response).model();
  }

  private static List<String> names(Sheet sheet) {
    return sheet.figures().stream().map(Figure::name).toList();
  }

  private static Figure panel(Sheet sheet, String name) {
    return sheet.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
