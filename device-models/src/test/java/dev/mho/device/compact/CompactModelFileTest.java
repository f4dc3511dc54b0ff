package dev.mho.device.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compact models as a file spells them, and the one line that a user reads about a mistake. */
class CompactModelFileTest {
  private static final String KIND = "sample/1";

  /** A file that holds one model. */
  record Sample(CompactModel physics) {}

  static Stream<CompactModel> models() {
    return Stream.concat(
        Published.models().stream(),
        Stream.of(Published.linearIonDrift(LinearIonDrift.Window.BIOLEK, 2.5)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelSurvivesARoundTrip(CompactModel model) {
    assertEquals(model, parse(print(model)));
  }

  @Test
  void keysAreSpelledInSnakeCase() {
    CompactModel model =
        parse(
            """
            {
              "mho": "sample/1",
              "physics": {
                "model": "vteam",
                "resistance": {"on_ohms": 50, "off_ohms": 1000},
                "length_metres": 3e-9,
                "on": {"threshold_volts": -0.2, "metres_per_second": 10, "exponent": 3},
                "off": {"threshold_volts": 0.02, "metres_per_second": 5e-4, "exponent": 1}
              }
            }
            """);
    assertEquals(Published.VTEAM, model);
  }

  @Test
  void unknownModelsNameTheKnownOnes() {
    String text = print(Published.VTEAM).replace("\"vteam\"", "\"veteam\"");
    assertEquals(
        "sample.json: physics: unknown model \"veteam\", did you mean \"vteam\"? Known: data-driven,"
            + " linear-ion-drift, quadratic-data-driven, stanford-pku, vteam",
        assertThrows(BadInputException.class, () -> parse(text)).getMessage());
  }

  static Stream<Arguments> mistakes() {
    String positive = "allowed: a finite number > 0";
    String notZero = "allowed: a finite number other than 0";
    String notNegative = "allowed: a finite number >= 0";
    VoltageThreshold vteam = Published.VTEAM;
    LinearIonDrift drift = Published.LINEAR_ION_DRIFT;
    StanfordPku pku = Published.STANFORD_PKU;
    DataDriven data = Published.DATA_DRIVEN;
    QuadraticDataDriven quadratic = Published.QUADRATIC;
    return Stream.of(
        arguments(vteam, "resistance.on_ohms", "0", "found 0.0; " + positive),
        arguments(vteam, "resistance.off_ohms", "-1", "found -1.0; " + positive),
        arguments(
            vteam, "resistance.off_ohms", "50", "found 50.0; allowed: more than on_ohms, 50.0"),
        arguments(vteam, "resistance.off_ohms", null, "missing"),
        arguments(vteam, "length_metres", "-3e-9", "found -3.0E-9; " + positive),
        arguments(vteam, "on.threshold_volts", "0", "found 0.0; " + notZero),
        arguments(vteam, "on.metres_per_second", "-10", "found -10.0; " + positive),
        arguments(vteam, "on.exponent", "0", "found 0.0; " + positive),
        arguments(
            vteam,
            "off.threshold_volts",
            "-0.1",
            "found -0.1; allowed: the other sign than on.threshold_volts, -0.2"),
        arguments(vteam, "off.exponent", "null", "found null; allowed: a number"),
        arguments(drift, "length_metres", "0", "found 0.0; " + positive),
        arguments(drift, "mobility", "0", "found 0.0; " + positive),
        arguments(drift, "set_threshold_volts", "-0.1", "found -0.1; " + notNegative),
        arguments(
            drift, "reset_threshold_volts", "0.1", "found 0.1; allowed: a finite number <= 0"),
        arguments(drift, "window", "\"strukov\"", "found \"strukov\"; allowed: joglekar, biolek"),
        arguments(drift, "window", "null", "missing"),
        arguments(drift, "window_exponent", "0", "found 0.0; " + positive),
        arguments(pku, "min_gap_metres", "-1e-10", "found -1.0E-10; " + notNegative),
        arguments(
            pku,
            "max_gap_metres",
            "1e-10",
            "found 1.0E-10; allowed: more than min_gap_metres, 2.0008273892565852E-10"),
        arguments(pku, "current_amperes", "0", "found 0.0; " + positive),
        arguments(pku, "current_gap_metres", "0", "found 0.0; " + positive),
        arguments(pku, "current_volts", "0", "found 0.0; " + positive),
        arguments(pku, "kelvin", "0", "found 0.0; " + positive),
        arguments(pku, "kelvin_per_watt", "-1", "found -1.0; " + notNegative),
        arguments(pku, "field_factor", "0", "found 0.0; " + positive),
        arguments(pku, "field_factor_loss", "-1", "found -1.0; " + notNegative),
        arguments(pku, "oxide_metres", "0", "found 0.0; " + positive),
        arguments(pku, "min_volts_per_metre", "-1", "found -1.0; " + notNegative),
        arguments(pku, "metres_per_second", "0", "found 0.0; " + positive),
        arguments(pku, "electronvolts", "11", "found 11.0; allowed: 0.0 to 10.0"),
        arguments(pku, "hop_metres", "0", "found 0.0; " + positive),
        arguments(data, "conduction.volts", "0", "found 0.0; " + positive),
        arguments(data, "conduction.per_volt", "0", "found 0.0; " + positive),
        arguments(data, "positive.ohms_per_second", "0", "found 0.0; " + notZero),
        arguments(data, "positive.per_volt", "-1", "found -1.0; " + positive),
        arguments(data, "negative.per_ohm", "0", "found 0.0; " + positive),
        arguments(data, "negative.target.ohms", "\"x\"", "found \"x\"; allowed: a number"),
        arguments(data, "negative.target.ohms_per_volt", null, "missing"),
        arguments(quadratic, "positive.per_ohm_second", "0", "found 0.0; " + notZero),
        arguments(quadratic, "negative.scale_volts", "0", "found 0.0; " + notZero));
  }

  /** One value of a right file replaced, or its key left out where {@code value} is null. */
  @ParameterizedTest
  @MethodSource
  void mistakes(CompactModel model, String key, String value, String rest) {
    String text = replaced(print(model), List.of(key.split("\\.")), value);
    String message = assertThrows(BadInputException.class, () -> parse(text)).getMessage();
    assertTrue(message.startsWith("sample.json: physics"), message);
    assertTrue(message.endsWith(key + ": " + rest) || message.endsWith(inner(key, rest)), message);
  }

  /** Records name their own component, the file format the block that holds it. */
  private static String inner(String key, String rest) {
    int dot = key.lastIndexOf('.');
    return dot < 0
        ? "physics: " + key + ": " + rest
        : key.substring(0, dot) + ": " + key.substring(dot + 1) + ": " + rest;
  }

  private static String replaced(String text, List<String> path, String value) {
    int from = 0;
    for (String key : path) {
      from = text.indexOf("\"" + key + "\"", from);
      assertTrue(from >= 0, "no key " + key);
    }
    Matcher entry = Pattern.compile("(\"[^\"]+\" : )([^,{}\\s]+)(,?)").matcher(text);
    assertTrue(entry.find(from) && entry.start() == from);
    String head = text.substring(0, from);
    if (value != null) {
      return head + entry.group(1) + value + text.substring(entry.end(2));
    }
    String without = entry.group(3).isEmpty() ? head.replaceAll(",\\s*$", "") : head;
    return without + text.substring(entry.end());
  }

  private static String print(CompactModel model) {
    return StrictFormat.json().print(KIND, new Sample(model));
  }

  private static CompactModel parse(String text) {
    return StrictFormat.json().parse(text, "sample.json", KIND, Sample.class).physics();
  }
}
