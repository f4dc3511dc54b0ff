package dev.mho.experiments.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.experiments.browser.Chromium;
import dev.mho.experiments.browser.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A calibration's page in a browser. */
class CalibrationPageTest {
  @TempDir private Path directory;

  private static Report report() {
    double[] pulses = new double[100];
    double[] siemens = new double[100];
    Arrays.setAll(pulses, i -> i);
    Arrays.setAll(siemens, i -> 1e-5 + 1e-7 * i);
    return new Report(
        "Pulse response: <soft>",
        List.of("a.csv: 100 rows"),
        "Good.",
        List.of(Parameter.of("response.up.step", 0.0123456, "of the range", "a remark")),
        List.of(new Report.Table("Families", List.of("family", "AIC"), List.of(List.of("a", "1")))),
        List.of("Few readings."),
        List.of(
            new Graph(
                "Up",
                Graph.Axis.of("pulses"),
                new Graph.Axis("conductance", "S"),
                false,
                List.of(
                    new Series("measured", Style.POINTS, pulses, siemens),
                    new Series("emulated", Style.BACKDROP, pulses, siemens),
                    new Series("fit", Style.LINE, pulses, siemens),
                    new Series("", Style.LINE, pulses, siemens)))));
  }

  @Test
  void isSoundAtEveryWidthAndInBothColours() throws IOException {
    Path page = directory.resolve("page.html");
    Files.writeString(page, CalibrationPage.of(report()));
    try (Chromium chromium = Chromium.orSkip()) {
      for (int width : new int[] {390, 1400}) {
        for (String colours : new String[] {"light", "dark"}) {
          chromium.tab().resize(width, 900);
          chromium.tab().prefer(colours, false);
          chromium.tab().open(page.toUri().toString());
          Judge.requireSound(chromium.tab(), width);
        }
      }
      assertEquals(
          0.0123456,
          chromium.tab().evaluate("+document.querySelector('#numbers data').value").asDouble());
    }
  }

  @Test
  void conductancesAreInMicrosiemens() {
    assertTrue(CalibrationPage.of(report()).contains(">conductance (µS)</text>"));
  }
}
