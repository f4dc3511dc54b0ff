package dev.mho.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.browser.Chromium;
import dev.mho.experiments.browser.Judge;
import dev.mho.experiments.browser.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports as a browser shows them. */
class ReportInBrowserTest {
  private static final String ALL_WIDTHS =
      """
      trained,    390,  light
      trained,    390,  dark
      trained,    1400, light
      trained,    1400, dark
      programmed, 390,  dark
      programmed, 1400, light
      exact,      390,  light
      exact,      1400, dark
      swept,      390,  light
      swept,      390,  dark
      swept,      1400, light
      swept,      1400, dark
      """;

  @TempDir private static Path directory;
  private static Chromium chromium;

  private Tab tab;

  @BeforeAll
  static void makeResults() throws IOException {
    chromium = Chromium.orSkip();
    ReportedResults.trained(directory);
    ReportedResults.programmed(directory);
    ReportedResults.exact(directory);
    ReportedResults.sweep(directory);
    for (String name : List.of("trained", "programmed", "exact", "swept")) {
      CommandLineRun run = CommandLineRun.of("report", directory.resolve(name).toString());
      assertEquals(0, run.exit(), run.err());
    }
  }

  @AfterAll
  static void close() throws IOException {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void plainTab() {
    tab = chromium.tab();
    // What a reader chose on one page is not kept for the next test.
    tab.call("Storage.clearDataForOrigin", Map.of("origin", "file://", "storageTypes", "all"));
    tab.allowScripts(true);
    tab.resize(1400, 900);
    tab.prefer("light", false);
  }

  private void open(String name) {
    tab.open(directory.resolve(name).resolve(Report.FILE).toUri().toString());
  }

  /** No error, no sideways scroll, nothing cut off, and nothing that axe-core finds fault with. */
  @ParameterizedTest
  @CsvSource(textBlock = ALL_WIDTHS)
  void isSoundAtEveryWidthAndInBothColours(String name, int width, String colours)
      throws IOException {
    tab.resize(width, 900);
    tab.prefer(colours, false);
    open(name);
    Judge.requireSound(tab, width);
    String dark = tab.evaluate("getComputedStyle(document.body).backgroundColor").asText();
    assertEquals(colours.equals("dark") ? "rgb(17, 22, 27)" : "rgb(255, 255, 255)", dark);
  }

  private List<String> sections() {
    List<String> ids = new ArrayList<>();
    tab.evaluate("Array.from(document.querySelectorAll('main > section')).map(s => s.id)")
        .forEach(id -> ids.add(id.asText()));
    return ids;
  }

  @Test
  void showsWhatTheResultHas() {
    open("trained");
    assertEquals(
        List.of(
            "curves",
            "crosscheck",
            "budget",
            "conductances",
            "saturation",
            "arrays",
            "effects",
            "repeat"),
        sections());
    assertEquals(4, charts("curves"));
    assertEquals(8, charts("crosscheck"), "four quantities of weights and of decorrelation");
    assertEquals(1, charts("budget"));
    assertEquals(1, charts("saturation"));
    open("programmed");
    assertEquals(
        List.of(
            "curves",
            "drift",
            "conductances",
            "saturation",
            "energy",
            "arrays",
            "effects",
            "repeat"),
        sections());
    assertEquals(2, charts("drift"));
    assertEquals(2, charts("energy"));
    assertEquals(
        2 + 4, charts("conductances"), "a histogram a matrix and a map a device of a pair");
    open("exact");
    assertEquals(List.of("curves", "repeat"), sections());
    open("swept");
    assertEquals(List.of("figure", "settings", "failures", "runs", "repeat"), sections());
  }

  private int charts(String section) {
    return tab.evaluate("document.querySelectorAll('#" + section + " svg.chart').length").asInt();
  }

  private static JsonNode result(String name) throws IOException {
    return new ObjectMapper().readTree(directory.resolve(name + "/result.json").toFile());
  }

  /** Numbers in the elements that a selector finds, as programs read them. */
  private List<Double> values(String selector) {
    List<Double> values = new ArrayList<>();
    tab.evaluate("Array.from(document.querySelectorAll('" + selector + " data')).map(d => d.value)")
        .forEach(value -> values.add(Double.parseDouble(value.asText())));
    return values;
  }

  /** Bit for bit. */
  @Test
  void numbersAreThoseOfTheResult() throws IOException {
    JsonNode trained = result("trained");
    double hardware = trained.at("/scores/hardware/accuracy").asDouble();
    double exact = trained.at("/scores/exact/accuracy").asDouble();
    open("trained");
    assertEquals(List.of(hardware, exact, hardware - exact), values(".tiles"));
    List<Double> counts = values("#arrays div:first-of-type");
    List<Double> expected = new ArrayList<>();
    for (JsonNode facts : trained.path("hardware")) {
      for (String key :
          List.of(
              "tiles",
              "devices",
              "emulated_seconds",
              "conversions",
              "saturations",
              "adc_bound",
              "pulses",
              "clipped_weights")) {
        expected.add(facts.path(key).asDouble());
      }
    }
    assertEquals(expected, counts);
    assertTrue(trained.at("/hardware/layer 0 weights/saturations").asLong() > 0);

    JsonNode programmed = result("programmed");
    open("programmed");
    List<Double> scores = new ArrayList<>();
    for (JsonNode readOut : programmed.path("read_outs")) {
      scores.add(readOut.path("seconds").asDouble());
      scores.add(readOut.at("/score/accuracy").asDouble());
      scores.add(readOut.at("/score/loss").asDouble());
    }
    assertEquals(9, scores.size());
    assertEquals(scores, values("#drift > div.scroll"));
    JsonNode energy = programmed.at("/hardware/layer 0 weights/energy");
    List<Double> joules = values("#energy-energy tbody tr:first-child");
    assertEquals(energy.path("array_joules").asDouble(), joules.get(0));
    assertEquals(energy.path("adc_joules").asDouble(), joules.get(2));
  }

  /** The charts' own tables are those of the history, and their markers stand where they say. */
  @Test
  void curvesAreThoseOfTheHistory() throws IOException {
    open("trained");
    List<Double> expected = new ArrayList<>();
    for (String run : List.of("hardware", "exact")) {
      for (String line : Files.readAllLines(directory.resolve("trained/metrics.csv"))) {
        String[] cells = line.split(",");
        if (cells[1].equals(run)) {
          expected.add(Double.parseDouble(cells[0]));
          expected.add(Double.parseDouble(cells[5]));
        }
      }
    }
    assertEquals(expected, values("#curves-test-accuracy"));
    assertEquals(
        6,
        tab.evaluate("document.querySelectorAll('#curves-test-accuracy path title').length")
            .asInt());
  }

  @Test
  void theSweepIsSummedUpAsInItsTables() throws IOException {
    open("swept");
    List<Double> expected = new ArrayList<>();
    List<String> lines = Files.readAllLines(directory.resolve("swept/summary.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      for (int column : new int[] {2, 3, 4, 5, 6, 7}) {
        expected.add(Double.parseDouble(cells[column]));
      }
    }
    assertEquals(12, expected.size());
    assertEquals(expected, values("#settings"));
    assertEquals(2, tab.evaluate("document.querySelectorAll('#failures tbody tr').length").asInt());
    assertEquals(6, tab.evaluate("document.querySelectorAll('#runs tbody tr').length").asInt());
    assertTrue(
        tab.evaluate("document.querySelector('.verdict').textContent")
            .asText()
            .contains("On the test samples: exact "));
  }

  private String focused() {
    return tab.evaluate(
            "(e => e.id || e.className || e.getAttribute('aria-labelledby') || e.textContent)(document.activeElement)")
        .asText();
  }

  @Test
  void canBeUsedWithoutAMouse() {
    open("trained");
    tab.press("Tab");
    assertEquals("skip", focused());
    assertTrue(
        tab.evaluate("document.activeElement.getBoundingClientRect().top >= 0").asBoolean(),
        "it comes into view");
    tab.press("Tab");
    assertEquals("theme", focused());
    assertEquals(
        "solid", tab.evaluate("getComputedStyle(document.activeElement).outlineStyle").asText());
    tab.press("Enter");
    assertEquals("dark", tab.evaluate("document.documentElement.dataset.theme").asText());
    assertEquals(
        "rgb(17, 22, 27)",
        tab.evaluate("getComputedStyle(document.body).backgroundColor").asText());
    tab.press("Enter");
    assertEquals("light", tab.evaluate("document.documentElement.dataset.theme").asText());
    for (String section : List.of("Learning curves", "Cross-check with the exact twin")) {
      tab.press("Tab");
      assertEquals(section, focused());
    }

    open("trained");
    tab.press("Tab");
    tab.press("Enter");
    assertEquals("main", focused());
    tab.press("Tab");
    assertEquals("Numbers of this chart", focused());
    tab.press("Enter");
    assertTrue(
        tab.evaluate("document.querySelector('#curves-test-accuracy details').open").asBoolean());
    tab.press("Tab");
    assertEquals("scroll", focused());
  }

  /** Every stop is below or beside the one before, from the first to the last. */
  @ParameterizedTest
  @CsvSource({"390", "1400"})
  void focusGoesDownThePage(int width) {
    tab.resize(width, 900);
    open("programmed");
    int stops =
        tab.evaluate(
                "document.querySelectorAll('main a, main summary, main [tabindex=\"0\"]').length")
            .asInt();
    assertTrue(stops > 10, stops + " stops");
    tab.evaluate("document.getElementById('main').focus()");
    double before = -1;
    for (int i = 0; i < stops; i++) {
      tab.press("Tab");
      JsonNode at =
          tab.evaluate(
              "(r => ({ y: r.bottom + scrollY, inside: document.activeElement.closest('main') !== null }))"
                  + "(document.activeElement.getBoundingClientRect())");
      if (!at.path("inside").asBoolean()) {
        // What is folded cannot be reached.
        return;
      }
      assertTrue(at.path("y").asDouble() > before - 400, focused());
      before = at.path("y").asDouble();
    }
  }

  @Test
  void readsWithoutScripts() {
    tab.allowScripts(false);
    tab.prefer("dark", true);
    open("trained");
    tab.allowScripts(true);
    assertTrue(tab.evaluate("document.getElementById('theme').hidden").asBoolean());
    assertEquals(
        "rgb(17, 22, 27)",
        tab.evaluate("getComputedStyle(document.body).backgroundColor").asText());
    assertEquals(
        "auto", tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior").asText());
    assertTrue(tab.evaluate("document.querySelectorAll('svg.chart').length").asInt() > 10);
  }

  /** The network is off, and nothing is missed. */
  @Test
  void needsNoNetwork() {
    tab.call(
        "Network.emulateNetworkConditions",
        Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
    open("trained");
    assertEquals(List.of(), tab.complaints());
    assertEquals(
        0,
        tab.evaluate(
                "performance.getEntriesByType('resource').filter(r => !r.name.startsWith('data:')).length")
            .asInt());
    tab.call(
        "Network.emulateNetworkConditions",
        Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** Of two series every line has its own dash and every marker its own shape. */
  @Test
  void seriesAreToldApartWithoutColours() {
    open("trained");
    JsonNode dashes =
        tab.evaluate(
            "Array.from(document.querySelectorAll('#curves-test-accuracy .chart .line')).map(l => getComputedStyle(l).strokeDasharray)");
    assertEquals(2, dashes.size());
    assertFalse(dashes.get(0).equals(dashes.get(1)), dashes.toString());
  }
}
