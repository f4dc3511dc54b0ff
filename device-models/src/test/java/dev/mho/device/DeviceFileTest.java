package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.fault.Faults;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.retention.PowerLawDrift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written can be read again. */
class DeviceFileTest {
  private static final DeviceModel EVERY_PART =
      TestDevice.plain()
          .range(TestDevice.spread(1e-6, 1.0 / 3e4, 0.1, 0.2))
          .response(
              new ConstantStep(
                  0.01,
                  Optional.of(0.02),
                  Optional.of(CycleToCycle.ofRange(0.3)),
                  Optional.of(DeviceToDevice.ofStep(0.2, 0.05))))
          .readNoise(new WhiteReadNoise(0.01, 0.02))
          .programmingError(TestDevice.error(0.01, -0.002, 1e-9))
          .drift(new PowerLawDrift(1, 0.05, 0.01))
          .faults(new Faults(0.01, 0.02, 0.03))
          .model();

  @ParameterizedTest
  @MethodSource("dev.mho.device.Presets#names")
  void presetsSurviveARoundTrip(String name) {
    DeviceModel model = Presets.get(name);
    assertEquals(model, DeviceFile.parse(DeviceFile.print(model), name));
  }

  @Test
  void everyPartSurvivesARoundTrip() {
    assertEquals(EVERY_PART, DeviceFile.parse(DeviceFile.print(EVERY_PART), "printed"));
  }

  @Test
  void provenanceOfAFitSurvivesARoundTrip() {
    Provenance fit =
        new Provenance(
            "gong_et_al.csv",
            Optional.of("µ and ν are kept"),
            Optional.of("0123abcd"),
            Optional.of("mho 0.1"),
            Optional.of("2026-07-27"),
            Optional.of(3),
            Map.of("response.rmse", 0.02),
            Map.of("response.up.step", List.of(0.001, 0.002)));
    DeviceModel plain = TestDevice.plain().model();
    DeviceModel model =
        DeviceModel.named("fitted", "HfO2", plain.conductance(), fit)
            .pulse(
                Optional.of(
                    new PulseTable(
                        new PulseTable.Pulse(1, 1e-6),
                        new PulseTable.Pulse(-1, 1e-6),
                        new PulseTable.Pulse(0.2, 1e-6))))
            .build();
    assertEquals(model, DeviceFile.parse(DeviceFile.print(model), "printed"));
  }

  @Test
  void kindComesFirst() {
    String text = DeviceFile.print(EVERY_PART);
    assertTrue(text.matches("\\{\\s+\"mho\" : \"device/1\",(?s:.*)\\}\n"), text);
  }

  @Test
  void unknownPartsMayBeLeftOut() {
    String text =
        """
        {
          "mho": "device/1",
          "name": "bare",
          "technology": "made up",
          "conductance": {
            "min_siemens": 0, "max_siemens": 1, "min_spread": 0, "max_spread": 0
          },
          "provenance": {"source": "none"}
        }
        """;
    DeviceModel model = DeviceFile.parse(text, "bare");
    assertEquals(Optional.empty(), model.response());
    assertEquals(TestDevice.plain().model().conductance(), model.conductance());
    assertEquals(TestDevice.plain().model().provenance(), model.provenance());
  }

  @Test
  void filesReplaceEachOtherWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.device.json");
    DeviceFile.write(Presets.get("reram-woo-2016"), file);
    DeviceFile.write(EVERY_PART, file);
    assertEquals(EVERY_PART, DeviceFile.read(file));
    try (var files = Files.list(folder)) {
      assertArrayEquals(new Object[] {file}, files.toArray());
    }
  }
}
