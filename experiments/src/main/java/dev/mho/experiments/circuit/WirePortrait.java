package dev.mho.experiments.circuit;

import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.HeatMap;
import dev.mho.experiments.figure.Panel;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link WireReport} in one picture: a map of lost voltage for each array, and column errors. */
public final class WirePortrait {
  private final WireReport report;
  private final CrossbarCircuit circuit;

  private WirePortrait(WireReport report) {
    this.report = report;
    this.circuit = report.arrays().circuit();
  }

  /**
   * Draws a report.
   *
   * @param bits of the converter whose loss is told
   */
  public static Sheet of(WireReport report, int bits) {
    return new WirePortrait(report).sheet(bits);
  }

  private Sheet sheet(int bits) {
    List<Panel> panels = new ArrayList<>();
    for (int array = 0; array < report.arrays().count(); array++) {
      for (int layer = 0; layer < circuit.topology().layers(); layer++) {
        panels.add(map(array, layer));
      }
    }
    panels.add(columns());
    WireReport.Quality quality = report.quality(bits);
    return new Sheet(
        "What the wires do to one read",
        Stream.concat(Stream.of(report.arrays().origin()), report.arrays().broken().stream())
            .toList(),
        panels,
        List.of(
            String.format(
                Locale.ROOT,
                "Column currents are off by %.3g %% of the largest (rms), by %.3g %% when a common"
                    + " gain of %.4g is divided out. Of %d effective bits that costs %.2f, or %.2f"
                    + " without the gain.",
                100 * quality.rms(),
                100 * quality.rmsAfterGain(),
                quality.gain(),
                bits,
                quality.bitsLost(),
                quality.bitsLostAfterGain()),
            "The ring marks the device that loses most."));
  }

  private HeatMap map(int array, int layer) {
    double[][] lost = new double[circuit.rows()][circuit.cols()];
    double least = 0;
    double most = 1e-9;
    for (int i = 0; i < lost.length; i++) {
      for (int j = 0; j < lost[i].length; j++) {
        lost[i][j] = 100 * report.lost(array, layer, i, j);
      }
    }
    for (int a = 0; a < report.arrays().count(); a++) {
      for (int l = 0; l < circuit.topology().layers(); l++) {
        least = Math.min(least, 100 * report.extreme(a, l, -1));
        most = Math.max(most, 100 * report.extreme(a, l, 1));
      }
    }
    WireReport.WorstCell worst = report.worst();
    boolean here = worst.array() == array && worst.layer() == layer;
    return new HeatMap(
        "Voltage lost at each device: " + report.arrays().label(array, layer),
        "column (output), sensed at the bottom",
        circuit.topology().supplied()
            ? "row (input), supplied at the top"
            : "row (input), driven at the left",
        lost,
        least,
        most,
        "%",
        here ? Optional.of(new HeatMap.Mark(worst.row(), worst.col())) : Optional.empty());
  }

  private Figure columns() {
    double[] number = new double[circuit.cols()];
    double[] error = new double[circuit.cols()];
    for (int j = 0; j < number.length; j++) {
      number[j] = j;
      error[j] = 100 * report.error(j);
    }
    double[] ends = {-0.5, number.length - 0.5};
    return new Figure(
        "columns",
        "Error of each column's current by the wires",
        "column (output)",
        "error (% of the largest current)",
        false,
        false,
        List.of(
            Curve.line("with wires", number, error),
            Curve.guide("without", ends, new double[] {0, 0})));
  }
}
