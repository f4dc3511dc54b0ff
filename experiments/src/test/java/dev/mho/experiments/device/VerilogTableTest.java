package dev.mho.experiments.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.Specimen;
import dev.mho.experiments.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mean steps as tables, and the module around them. */
class VerilogTableTest {
  @TempDir private Path directory;

  private static double[][] numbers(String table) {
    return table
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" "))
        .map(p -> new double[] {Double.parseDouble(p[0]), Double.parseDouble(p[1])})
        .toArray(double[][]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reram-gong-2018", "reram-woo-2016", "rpu-gokmen-2016"})
  void stepsAreThoseOfTheResponseWithinTheRange(String name) {
    DeviceModel device = Presets.get(name);
    VerilogTable table = new VerilogTable(device, 33);
    assertEquals(List.of(Polarity.UP, Polarity.DOWN), table.directions());
    Specimen nominal = Specimen.nominal(device.response().orElseThrow());
    for (Polarity polarity : table.directions()) {
      double[][] rows = numbers(table.table(polarity));
      assertEquals(33, rows.length);
      assertEquals(device.conductance().minSiemens(), rows[0][0]);
      assertEquals(device.conductance().maxSiemens(), rows[32][0], 1e-15);
      for (int p = 0; p < rows.length; p++) {
        assertTrue(p == 0 || rows[p][0] > rows[p - 1][0], "ascending");
        double g = p / 32.0;
        double step = device.response().orElseThrow().step(polarity, g, nominal);
        double free = polarity == Polarity.UP ? 1 - g : g;
        double expected = polarity.sign() * Math.min(step, free) * device.conductance().span();
        assertEquals(expected, rows[p][1], 1e-12 * device.conductance().span());
        double after = rows[p][0] + rows[p][1];
        assertTrue(after <= device.conductance().maxSiemens() * (1 + 1e-12));
      }
    }
  }

  @Test
  void aDeviceThatOnlyRisesHasOneTable() throws IOException {
    Path out = directory.resolve("pcm");
    CommandLineRun run =
        CommandLineRun.of("device", "table", "pcm-nandakumar-2020", "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(Files.exists(out.resolve("up.tbl")));
    assertFalse(Files.exists(out.resolve("down.tbl")));
    assertTrue(run.out().contains("no table down: pulses only raise the device"), run.out());
  }

  @Test
  void theModuleCountsPulsesOfBothPolarities() throws IOException {
    Path file = directory.resolve("my.device.json");
    Files.writeString(
        file,
        """
        {"mho": "device/1", "name": "4-steps", "technology": "none",
         "conductance": {"min_siemens": 1e-6, "max_siemens": 2e-5,
                         "min_spread": 0.0, "max_spread": 0.0, "levels": null},
         "response": {"model": "constant-step", "up": 0.05, "down": 0.04},
         "pulse": {"set": {"volts": 1.2, "seconds": 1e-7}, "reset": {"volts": -1.0, "seconds": 2e-7},
                   "read": {"volts": 0.2, "seconds": 1e-7}},
         "provenance": {"source": "test"}}
        """);
    Path out = directory.resolve("steps");
    CommandLineRun run =
        CommandLineRun.of("device", "table", file.toString(), "--points", "5", "--out", out + "");
    assertEquals(0, run.exit(), run.err());
    String module = Files.readString(out.resolve("_4_steps.va"));
    assertTrue(module.contains("module _4_steps(p, n);"), module);
    assertTrue(module.contains("cross(V(p, n) - (1.08), +1)"), module);
    assertTrue(module.contains("cross(V(p, n) - (-0.9), -1)"), module);
    assertTrue(module.contains("$table_model(g, \"down.tbl\", \"1C\")"), module);
    assertEquals(5, numbers(Files.readString(out.resolve("up.tbl"))).length);
    CommandLineRun again = CommandLineRun.of("device", "table", file.toString(), "--out", out + "");
    assertEquals(2, again.exit());
    assertTrue(again.err().contains("exists; choose another"), again.err());
  }

  @Test
  void mistakes() {
    DeviceModel device = Presets.get("reram-gong-2018");
    assertEquals(
        "points: found 1; allowed: a whole number from 2 to 100000",
        assertThrows(BadInputException.class, () -> new VerilogTable(device, 1)).getMessage());
    DeviceModel still = Presets.get("pcm-nandakumar-2019");
    assertEquals(
        "device pcm-nandakumar-2019 has no pulse response",
        assertThrows(BadInputException.class, () -> new VerilogTable(still, 9)).getMessage());
  }
}
