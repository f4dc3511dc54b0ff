package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.retention.Diffusion;
import dev.mho.device.retention.Temperature;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Switching parts of a device off. */
class DeviceModelTest {
  private final DeviceModel gong = Presets.get("reram-gong-2018");
  private final DeviceModel pcm = Presets.get("pcm-nandakumar-2019");

  @Test
  void withoutCycleToCycle() {
    DeviceModel quiet = gong.withoutCycleToCycle();
    assertEquals(Optional.empty(), quiet.response().orElseThrow().cycleToCycle());
    assertTrue(quiet.hasDeviceToDevice());
  }

  @Test
  void withoutDeviceToDevice() {
    DeviceModel alike = gong.withoutDeviceToDevice();
    assertTrue(gong.hasDeviceToDevice());
    assertFalse(alike.hasDeviceToDevice());
    assertEquals(gong.conductance().span(), alike.conductance().span());
    assertEquals(
        gong.response().orElseThrow().cycleToCycle(),
        alike.response().orElseThrow().cycleToCycle());
  }

  @Test
  void onePartAtATime() {
    assertEquals(Optional.empty(), pcm.withoutDrift().drift());
    assertEquals(pcm.programmingError(), pcm.withoutDrift().programmingError());
    assertEquals(Optional.empty(), pcm.withoutProgrammingError().programmingError());
    assertEquals(pcm.drift(), pcm.withoutProgrammingError().drift());
    assertEquals(Optional.empty(), pcm.withoutReadNoise().readNoise());
    assertEquals(pcm, pcm.withoutWriteNoise().withoutLevels().withoutFaults());
  }

  /** Drift from 20 s on; heated so that it runs e times faster, from 20/e s; diffusion at once. */
  @Test
  void fromWhenOnTimeChangesIt() {
    assertEquals(20, pcm.changesFromSeconds().orElseThrow());
    assertTrue(gong.changesFromSeconds().isEmpty());
    double kelvin = 300;
    double hotter = 1 / (1 / kelvin - 8.617333262e-5);
    DeviceModel heated =
        pcm.but().temperature(Optional.of(new Temperature(1, kelvin, hotter))).build();
    assertEquals(20 / Math.E, heated.changesFromSeconds().orElseThrow(), 1e-9);
    DeviceModel diffusing = gong.but().diffusion(Optional.of(new Diffusion(1e-3))).build();
    assertEquals(0, diffusing.changesFromSeconds().orElseThrow());
  }

  @Test
  void oneDirectionalDevices() {
    assertTrue(Presets.get("pcm-nandakumar-2020").isOneDirectional());
    assertFalse(gong.isOneDirectional());
    assertFalse(pcm.isOneDirectional());
  }

  @Test
  void siemensAndNormalised() {
    ConductanceRange range = ConductanceRange.of(10e-6, 30e-6);
    assertEquals(15e-6, range.siemens(0.25), 1e-18);
    assertEquals(0.25, range.normalised(15e-6), 1e-12);
  }

  @Test
  void theKindIsWhatTheTechnologySaysFirst() {
    assertEquals("PCM", pcm.kind());
    assertEquals("charge trap", Presets.get("sonos-xiao-2022").kind());
    assertEquals("made up", TestDevice.plain().model().kind());
  }
}
