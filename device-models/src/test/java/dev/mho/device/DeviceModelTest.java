package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
