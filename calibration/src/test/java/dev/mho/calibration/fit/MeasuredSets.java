package dev.mho.calibration.fit;

import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.device.Golden;
import dev.mho.device.response.Polarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The measured trains in {@code shared/data/devices} as plain columns, read without the product's
 * reader: {@code [direction][pulses, values]}, up first.
 */
public final class MeasuredSets {
  static final Map<String, String> PATHS =
      Map.of(
          "reram_ibm_gong2018", "reram_ibm_gong2018_pulse/gong_et_al.csv",
          "taox_sandia_crosssim", "taox_sandia_crosssim_pulse",
          "molecular_SaturationCurrent", "molecular_ruazo_digitised_pulse/SaturationCurrent.csv",
          "molecular_NonSaturationCurrent",
              "molecular_ruazo_digitised_pulse/NonSaturationCurrent.csv");

  private MeasuredSets() {}

  /** A set as trains of one device. */
  public static PulseData data(String set) throws IOException {
    double[][][] both = read(set);
    return PulseData.of(
        List.of(
            new PulseTrain("", 1, Polarity.UP, both[0][0], both[0][1]),
            new PulseTrain("", 1, Polarity.DOWN, both[1][0], both[1][1])));
  }

  static double[][][] read(String set) throws IOException {
    Path path = Golden.file("data/devices/" + PATHS.get(set));
    return switch (set) {
      case "reram_ibm_gong2018" -> columns(path);
      case "taox_sandia_crosssim" ->
          new double[][][] {meanRamp(path.resolve("set.csv")), meanRamp(path.resolve("reset.csv"))};
      default -> turning(path);
    };
  }

  private static double[][] numbered(double[] values) {
    double[] pulses = new double[values.length];
    Arrays.setAll(pulses, i -> i);
    return new double[][] {pulses, values};
  }

  private static double[][][] columns(Path path) throws IOException {
    List<double[]> rows = rows(path);
    return new double[][][] {
      numbered(rows.stream().mapToDouble(row -> row[0]).toArray()),
      numbered(rows.stream().mapToDouble(row -> row[1]).toArray())
    };
  }

  /** Mean over ramps of as many pulses as the shortest has, siemens at a read of 0.1 V. */
  static double[][] meanRamp(Path path) throws IOException {
    List<double[]> rows = rows(path);
    List<Double> mean = new ArrayList<>();
    for (double[] row : rows) {
      if (Arrays.stream(row).anyMatch(Double::isNaN)) {
        break;
      }
      mean.add(Arrays.stream(row).average().orElseThrow() / 0.1);
    }
    return numbered(mean.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** One series that rises to its largest value and falls from there. */
  private static double[][][] turning(Path path) throws IOException {
    List<double[]> rows = rows(path);
    int top = 0;
    for (int i = 0; i < rows.size(); i++) {
      top = rows.get(i)[1] > rows.get(top)[1] ? i : top;
    }
    return new double[][][] {part(rows, 0, top + 1), part(rows, top, rows.size())};
  }

  private static double[][] part(List<double[]> rows, int from, int to) {
    double zero = rows.get(from)[0];
    return new double[][] {
      rows.subList(from, to).stream().mapToDouble(row -> row[0] - zero).toArray(),
      rows.subList(from, to).stream().mapToDouble(row -> row[1]).toArray()
    };
  }

  private static List<double[]> rows(Path path) throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      if (line.startsWith("#") || Character.isLetter(line.charAt(0))) {
        continue;
      }
      rows.add(
          Arrays.stream(line.replace("\uFEFF", "").split(",", -1))
              .mapToDouble(MeasuredSets::number)
              .toArray());
    }
    return rows;
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
