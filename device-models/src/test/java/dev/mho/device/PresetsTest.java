package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.curve.Polynomial;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CumulativeExponential;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.ExponentialStep;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.spread.Spread;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of the presets, each from what was published. */
class PresetsTest {
  private static final double TYPED = 1e-7;

  @Test
  void namesAreInOrder() {
    assertEquals(Presets.names().stream().sorted().toList(), Presets.names());
    assertEquals(34, Presets.names().size());
  }

  @ParameterizedTest
  @MethodSource("dev.mho.device.Presets#names")
  void nameIsThatOfTheFile(String name) {
    assertEquals(name, Presets.get(name).name());
    assertTrue(Presets.get(name).provenance().note().isPresent());
  }

  @Test
  void kindsAreFew() {
    assertEquals(
        Set.of(
            "capacitor",
            "charge trap",
            "compact model",
            "ECRAM",
            "FeFET",
            "PCM",
            "ReRAM",
            "specification",
            "STT-MRAM"),
        Presets.names().stream().map(name -> Presets.get(name).kind()).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reram-gong | , did you mean \"reram-gong-2018\"? Known",
        "RERAM_WOO_2016 | , did you mean \"reram-woo-2016\"? Known",
        "sram | ; known"
      })
  void unknownName(String name, String hint) {
    Exception e = assertThrows(BadInputException.class, () -> Presets.get(name));
    assertEquals(
        "device: unknown preset \""
            + name
            + "\""
            + hint
            + ": "
            + String.join(", ", Presets.names()),
        e.getMessage());
  }

  /** Weights −1 to 1, dw 0.00135, down weaker by 0.259359, A −1.18445 and −0.081404, γ 5. */
  @Test
  void gong() {
    DeviceModel model = Presets.get("reram-gong-2018");
    assertEquals(TestDevice.spread(10e-6, 30e-6, 0.15, 0.15), model.conductance());
    ExponentialStep response = (ExponentialStep) model.response().orElseThrow();
    assertEquals(new ExponentialStep.Branch(0.00135 / 2, -1.18445, -5), response.up());
    assertEquals(0.00135 * (1 - 0.259359) / 2, response.down().get().step(), TYPED);
    assertEquals(-0.081404 * Math.exp(5), response.down().get().amplitude(), TYPED);
    assertEquals(-5, response.down().get().rate());
    assertSpreads(CycleToCycle.ofStep(5), DeviceToDevice.ofStep(0.2, 0.05), model);
  }

  /** Weights −1 to 1, dw 0.0016; 24 MΩ in the middle of an on/off ratio of 8. */
  @Test
  void gokmen() {
    DeviceModel model = Presets.get("rpu-gokmen-2016");
    ConductanceRange range = model.conductance();
    assertEquals(8, range.maxSiemens() / range.minSiemens(), 0.01);
    assertEquals(24e6, 1 / range.siemens(0.5), 0.01e6);
    assertEquals(Spread.normal(0.15), range.minSpread());
    assertEquals(Spread.normal(0.15), range.maxSpread());
    ConstantStep response = (ConstantStep) model.response().orElseThrow();
    assertEquals(0.0016 / 2, response.up());
    assertEquals(0.0016 / 2, response.down().get());
    assertSpreads(CycleToCycle.ofStep(0.3), DeviceToDevice.ofStep(0.3, 0.01), model);
  }

  /** 16.9 kΩ, on/off 4.43, 40 states, labels 1.94 and −0.61, 5 % of the range per pulse. */
  @Test
  void woo() {
    DeviceModel model = Presets.get("reram-woo-2016");
    assertEquals(1 / 16.9e3, model.conductance().maxSiemens(), 1e-9);
    assertEquals(1 / 16.9e3 / 4.43, model.conductance().minSiemens(), 1e-9);
    CumulativeExponential response = (CumulativeExponential) model.response().orElseThrow();
    assertEquals(new CumulativeExponential.Branch(1.94, 40), response.up());
    assertEquals(new CumulativeExponential.Branch(-0.61, 40), response.down().orElseThrow());
    assertEquals(Optional.of(CycleToCycle.ofRange(0.05)), response.cycleToCycle());
    PulseTable pulse = model.pulse().orElseThrow();
    assertEquals(new PulseTable.Pulse(0.9, 100e-6), pulse.set());
    assertEquals(new PulseTable.Pulse(-1, 100e-6), pulse.reset());
    assertEquals(new PulseTable.Pulse(0.5, 5e-9), pulse.read());
  }

  /** G_max 25 µS; σ = 0.26348 + 1.9650 x − 1.1731 x² µS; ν = 0.049 ± 0.008 after 20 s. */
  @Test
  void nandakumar() {
    DeviceModel model = Presets.get("pcm-nandakumar-2019");
    assertEquals(ConductanceRange.of(0, 25e-6), model.conductance());
    Polynomial error = (Polynomial) model.programmingError().orElseThrow().sigma();
    double[] microsiemens = {0.26348, 1.9650, -1.1731};
    assertEquals(3, error.coefficients().size());
    for (int i = 0; i < 3; i++) {
      assertEquals(microsiemens[i] / 25, error.coefficients().get(i), 1e-12);
    }
    PowerLawDrift drift = (PowerLawDrift) model.drift().orElseThrow();
    assertEquals(20, drift.t0Seconds());
    assertEquals(0.049, drift.nuMean().at(1));
    assertEquals(0.1, drift.nuMean().at(0));
    assertFalse(model.response().isPresent());
  }

  private static void assertSpreads(CycleToCycle cycle, DeviceToDevice device, DeviceModel model) {
    assertEquals(Optional.of(cycle), model.response().orElseThrow().cycleToCycle());
    assertEquals(Optional.of(device), model.response().orElseThrow().deviceToDevice());
  }
}
