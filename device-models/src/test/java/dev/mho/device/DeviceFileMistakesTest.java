package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mho.device.format.BadInputException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One mistake in a right file, and the one line that a user reads about it. */
class DeviceFileMistakesTest {
  private static final String KEYS =
      "conductance, diffusion, drift, faults, name, programming_error, provenance, pulse,"
          + " read_noise, reference, reset, response, technology, telegraph, temperature,"
          + " write_noise";
  private static final String MODELS =
      "constant-step, cumulative-exponential, exponential-step, integrated-pulse, linear-step,"
          + " piecewise-step, power-step, soft-bounds, tabulated-step";
  private static final String RIGHT =
      """
      {
        "mho": "device/1",
        "name": "x",
        "technology": "made up",
        "conductance": {
          "min_siemens": 0.0,
          "max_siemens": 1e-5,
          "min_spread": 0.0,
          "max_spread": 0.0
        },
        "response": {
          "model": "constant-step",
          "up": 0.01,
          "down": 0.01,
          "cycle_to_cycle": {"of_step": 0.3, "of_scale": 0, "of_range": 0, "of_state": 0},
          "device_to_device": {"step": 0.1, "asymmetry": 0.0, "shape": 0}
        },
        "read_noise": {"model": "white", "of_maximum": 0.01, "of_conductance": 0.02},
        "programming_error": {
          "sigma": {"model": "polynomial", "coefficients": [0.01, 0.02]},
          "shape": "normal",
          "reach": "bounds"
        },
        "drift": {"model": "power-law", "t0_seconds": 1.0, "nu_mean": 0.05, "nu_spread": 0.0},
        "faults": {"stuck_min": 0.1, "stuck_max": 0.1, "stuck_between": 0.0},
        "pulse": {
          "set": {"volts": 1.0, "seconds": 1e-6},
          "reset": {"volts": -1.0, "seconds": 1e-6},
          "read": {"volts": 0.2, "seconds": 1e-6}
        },
        "provenance": {"source": "none"}
      }
      """;

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments(
            "\"name\": \"x\"",
            "\"name\": \"x\", \"faultz\": null",
            "faultz: unknown key \"faultz\", did you mean \"faults\"? Known: " + KEYS),
        arguments(
            "\"name\": \"x\"",
            "\"name\": \"x\", \"comment\": 3",
            "comment: unknown key \"comment\"; known: " + KEYS),
        arguments(
            "\"source\": \"none\"",
            "\"source\": \"none\", \"fittedBy\": \"mho\"",
            "provenance.fittedBy: unknown key \"fittedBy\", did you mean \"fitted_by\"? Known: confidence, file_sha256, fitted_by, fitted_on, n_devices, note, quality, source"),
        arguments("\"name\": \"x\",", "", "name: missing"),
        arguments("\"up\": 0.01,", "", "response.up: missing"),
        arguments(
            "max_siemens",
            "max_siemen",
            "conductance.max_siemen: unknown key \"max_siemen\", did you mean \"max_siemens\"? Known: levels, max_siemens, max_spread, min_siemens, min_spread"),
        arguments(
            "\"conductance\"",
            "\"conductances\"",
            "conductances: unknown key \"conductances\", did you mean \"conductance\"? Known: "
                + KEYS),
        arguments(", \"of_state\": 0", "", "response.cycle_to_cycle.of_state: missing"),
        arguments("{\"source\": \"none\"}", "{}", "provenance: source: missing"));
  }

  static Stream<Arguments> models() {
    return Stream.of(
        arguments(
            "constant-step",
            "constant_stp",
            "response: unknown model \"constant_stp\", did you mean \"constant-step\"? Known: "
                + MODELS),
        arguments(
            "constant-step",
            "memristor",
            "response: unknown model \"memristor\"; known: " + MODELS),
        arguments(
            "\"model\": \"constant-step\",",
            "",
            "response: found no key \"model\"; allowed: " + MODELS),
        arguments(
            "\"power-law\"",
            "\"log\"",
            "drift: unknown model \"log\"; known: decay, power-law, relaxation"),
        arguments(
            "\"shape\": \"normal\"",
            "\"shape\": \"norml\"",
            "programming_error.shape: found \"norml\"; allowed: normal, uniform"));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(
            "1e-5", "0.0", "conductance: max_siemens: found 0.0; allowed: a finite number > 0"),
        arguments(
            "1e-5",
            "1e999",
            "conductance: max_siemens: found Infinity; allowed: a finite number > 0"),
        arguments(
            "1e-5", "\"NaN\"", "conductance: max_siemens: found NaN; allowed: a finite number > 0"),
        arguments(
            "\"min_siemens\": 0.0",
            "\"min_siemens\": 1e-5",
            "conductance: max_siemens: found 1.0E-5; allowed: more than min_siemens, 1.0E-5"),
        arguments(
            "\"min_spread\": 0.0",
            "\"min_spread\": -0.1",
            "conductance.min_spread: spread: found -0.1; allowed: 0.0 to 10.0"),
        arguments(
            "\"up\": 0.01", "\"up\": 0", "response: up: found 0.0; allowed: above 0 and at most 1"),
        arguments(
            "\"of_step\": 0.3",
            "\"of_step\": -0.3",
            "response.cycle_to_cycle: of_step: found -0.3; allowed: a finite number >= 0"),
        arguments(
            "[0.01, 0.02]",
            "[]",
            "programming_error.sigma: coefficients: found a list of 0; allowed: at least 1 number"),
        arguments(
            "\"nu_mean\": 0.05",
            "\"nu_mean\": 2",
            "drift: nu_mean: found 2.0; allowed: 0.0 to 1.0 from G = 0 to G_max"),
        arguments(
            "\"stuck_min\": 0.1",
            "\"stuck_min\": 1.5",
            "faults: stuck_min: found 1.5; allowed: 0.0 to 1.0"),
        arguments(
            "\"stuck_min\": 0.1",
            "\"stuck_min\": 0.95",
            "faults: stuck fractions: found a sum of 1.05; allowed: stuck_min + stuck_max + stuck_between of at most 1"),
        arguments(
            "\"volts\": 1.0, \"seconds\": 1e-6",
            "\"volts\": 1.0, \"seconds\": 0",
            "pulse.set: seconds: found 0.0; allowed: a finite number > 0"),
        arguments(
            "\"name\": \"x\"",
            "\"name\": \"x\\ny\"",
            "name: found \"x y\"; allowed: letters, digits, dots and dashes"),
        arguments(
            "\"source\": \"none\"",
            "\"source\": \"none\", \"confidence\": {\"response.up\": [1]}",
            "provenance: confidence.response.up: found [1.0]; allowed: [low, high]"));
  }

  static Stream<Arguments> types() {
    return Stream.of(
        arguments("1e-5", "\"ten\"", "conductance.max_siemens: found \"ten\"; allowed: a number"),
        arguments("1e-5", "[1]", "conductance.max_siemens: found [1]; allowed: a number"),
        arguments("1e-5", "null", "conductance.max_siemens: found null; allowed: a number"),
        arguments(
            "[0.01, 0.02]",
            "0.1",
            "programming_error.sigma.coefficients: found 0.1; allowed: a list"),
        arguments("[0.01, 0.02]", "[1, null]", "programming_error.sigma: coefficients[1]: missing"),
        arguments(
            "{\"source\": \"none\"}",
            "\"none\"",
            "provenance: found \"none\"; allowed: a block of keys"),
        arguments(
            "\"source\": \"none\"",
            "\"source\": \"none\", \"quality\": {\"rmse\": null}",
            "provenance: quality.rmse: missing"),
        arguments(
            "\"volts\": 1.0",
            "\"volts\": 0",
            "pulse.set: volts: found 0.0; allowed: a finite number, not zero"));
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
        arguments(
            "1e-5",
            "10",
            "conductance: max_siemens: found 10.0; allowed: at most 1 siemens; a microsiemens is written 1e-6"),
        arguments(
            "[0.01, 0.02]",
            "[-1, 0]",
            "programming_error: sigma: found a largest value of -1.0; allowed: a sigma above 0 and at most 1 of G_max, somewhere from G = 0 to G_max"),
        arguments(
            "\"volts\": 1.0, \"seconds\": 1e-6",
            "\"volts\": 1.0, \"seconds\": 100",
            "pulse.set: seconds: found 100.0; allowed: 0.0 to 10.0"));
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        arguments("\"mho\": \"device/1\",", "", "found no key \"mho\"; allowed: mho: device/1"),
        arguments("device/1", "converter/1", "found mho: converter/1; allowed: mho: device/1"),
        arguments("device/1", "device/2", "found mho: device/2; allowed: mho: device/1"));
  }

  @ParameterizedTest
  @MethodSource({"keys", "models", "values", "types", "nonsense", "kinds"})
  void namesFileKeyAndRemedy(String right, String wrong, String message) {
    assertEquals("x.device.json: " + message, messageOf(replaced(right, wrong)));
  }

  static Stream<Arguments> brokenJson() {
    return Stream.of(
        arguments("1e-5", "NaN", "x.device.json:7:23: not readable: Non-standard token 'NaN'"),
        arguments(
            "\"stuck_min\": 0.1",
            "\"stuck_min\": 0.1, \"stuck_min\": 0.2",
            "x.device.json:25:43: not readable: Duplicate field 'stuck_min'"),
        arguments(
            "\"name\": \"x\",",
            "\"name\": \"x\"",
            "x.device.json:4:3: not readable: Unexpected character ('\"'): was expecting comma to separate Object entries"));
  }

  @ParameterizedTest
  @MethodSource("brokenJson")
  void namesLineAndColumn(String right, String wrong, String message) {
    assertEquals(message, messageOf(replaced(right, wrong)));
  }

  @Test
  void moreThanOneBlock() {
    assertEquals(
        "x.device.json:33:1: not readable: more text after the end", messageOf(RIGHT + "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "3"})
  void notADeviceFileAtAll(String text) {
    assertEquals(
        "x.device.json: found no key at all; allowed: a file that starts with mho: device/1",
        messageOf(text));
  }

  @Test
  void missingFile(@TempDir Path folder) {
    Path file = folder.resolve("x.device.json");
    Exception e = assertThrows(BadInputException.class, () -> DeviceFile.read(file));
    assertEquals(file + ": no such file", e.getMessage());
  }

  @Test
  void theRightFileIsRight() {
    assertEquals("x", DeviceFile.parse(RIGHT, "x.device.json").name());
  }

  private static String replaced(String right, String wrong) {
    assertTrue(RIGHT.contains(right), right);
    return RIGHT.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
  }

  private static String messageOf(String text) {
    return assertThrows(BadInputException.class, () -> DeviceFile.parse(text, "x.device.json"))
        .getMessage();
  }
}
