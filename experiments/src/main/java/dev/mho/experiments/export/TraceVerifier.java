package dev.mho.experiments.export;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays a trace from its initial conductances and proves every row: hashes, order, completeness,
 * that each device's conductance goes on where it left off, that the realised weight change is that
 * of the conductance, and that the end is the final state.
 */
public final class TraceVerifier {
  /** Two roundings of a conductance in siemens, relative to the range. */
  private static final double TOLERANCE = 1e-12;

  /**
   * What was proved.
   *
   * @param rows rows read
   * @param devices devices followed
   * @param withoutEffect rows whose device did not move
   * @param realised sum of |dw_realised|
   * @param requested sum of |dw_requested|
   */
  public record Proof(
      long rows, int devices, long withoutEffect, double realised, double requested) {}

  private final Path directory;
  private final TraceSidecar sidecar;
  private final Map<Integer, Double> weightPerSiemens = new HashMap<>();

  private TraceVerifier(Path directory, TraceSidecar sidecar) {
    this.directory = directory;
    this.sidecar = sidecar;
    sidecar.layers().forEach(l -> weightPerSiemens.put(l.layer(), l.weightPerSiemens()));
  }

  /**
   * Verifies the trace in a directory.
   *
   * @throws BadInputException naming file and line of the first thing that is wrong
   */
  public static Proof verify(Path directory) {
    TraceSidecar sidecar =
        StrictFormat.json()
            .read(directory.resolve("trace.json"), TraceSidecar.KIND, TraceSidecar.class);
    try {
      return new TraceVerifier(directory, sidecar).prove();
    } catch (IOException e) {
      throw new BadInputException(directory + ": " + e);
    }
  }

  private Proof prove() throws IOException {
    for (Map.Entry<String, String> file : sidecar.files().entrySet()) {
      Path path = directory.resolve(file.getKey());
      if (!Files.exists(path)) {
        throw new BadInputException(path + ": missing, but trace.json lists it");
      }
      if (!Sha256.of(path).equals(file.getValue())) {
        throw new BadInputException(path + ": SHA-256 differs from the one in trace.json");
      }
    }
    Map<DeviceKey, Double> conductance = conductances("initial.csv");
    Proof proof = replay(conductance);
    for (Map.Entry<DeviceKey, Double> end : conductances("final.csv").entrySet()) {
      Double reached = conductance.get(end.getKey());
      if (!end.getValue().equals(reached)) {
        throw new BadInputException(
            directory.resolve("final.csv")
                + ": "
                + end.getKey()
                + " is "
                + end.getValue()
                + " S, the events lead to "
                + reached
                + " S");
      }
    }
    return proof;
  }

  private Proof replay(Map<DeviceKey, Double> conductance) throws IOException {
    Path file = directory.resolve("events.csv");
    long rows = 0;
    long still = 0;
    double realised = 0;
    double requested = 0;
    TraceRow previous = null;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String header = in.readLine();
      if (!String.join(",", TraceRow.COLUMNS.keySet()).equals(header)) {
        throw new BadInputException(file + ":1: the columns are not those of " + TraceSidecar.KIND);
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String place = file + ":" + (rows + 2);
        TraceRow row = TraceRow.parse(line, place);
        if (previous != null && TraceRow.ORDER.compare(previous, row) >= 0) {
          throw new BadInputException(place + ": out of order, or the same event twice");
        }
        checkRow(row, place, conductance);
        conductance.put(row.device(), row.after());
        still += row.before() == row.after() ? 1 : 0;
        realised += Math.abs(row.realised());
        requested += Math.abs(row.requested());
        previous = row;
        rows++;
      }
    }
    if (rows != sidecar.rows()) {
      throw BadInputException.at(
          file.toString(), rows + " rows", sidecar.rows() + " rows, as trace.json says");
    }
    return new Proof(rows, conductance.size(), still, realised, requested);
  }

  private void checkRow(TraceRow row, String place, Map<DeviceKey, Double> conductance) {
    Double known = conductance.get(row.device());
    if (known == null) {
      throw new BadInputException(place + ": " + row.device() + " has no initial conductance");
    }
    if (known != row.before()) {
      throw new BadInputException(
          place
              + ": "
              + row.device()
              + " starts from "
              + row.before()
              + " S, but was left at "
              + known
              + " S");
    }
    boolean below = List.of(row.flags().split("\\|")).contains("below_step");
    if (below != (row.isPulsed() && row.appliedPulses() == 0)) {
      throw new BadInputException(place + ": flag below_step and n_applied contradict each other");
    }
    if (row.appliedPulses() == 0 && row.isPulsed() && row.before() != row.after()) {
      throw new BadInputException(place + ": " + row.device() + " moved without a pulse");
    }
    double sign = row.role().equals("plus") ? 1 : -1;
    double perSiemens = weightPerSiemens.get(row.layer());
    double expected = sign * perSiemens * (row.after() - row.before());
    double range = perSiemens * (sidecar.maxSiemens() - sidecar.minSiemens());
    double offset = perSiemens * sidecar.minSiemens();
    if (!(Math.abs(expected - row.realised()) <= TOLERANCE * (range + offset))) {
      throw new BadInputException(
          place + ": dw_realised is " + row.realised() + ", the conductances give " + expected);
    }
  }

  private Map<DeviceKey, Double> conductances(String name) throws IOException {
    Map<DeviceKey, Double> conductances = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(directory.resolve(name));
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      String place = directory.resolve(name) + ":" + (i + 1);
      if (cells.length != 6) {
        throw BadInputException.at(place, cells.length + " columns", "6 columns");
      }
      try {
        DeviceKey key =
            new DeviceKey(
                Integer.parseInt(cells[0]),
                Integer.parseInt(cells[1]),
                Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]),
                cells[4]);
        conductances.put(key, Double.parseDouble(cells[5]));
      } catch (NumberFormatException e) {
        throw new BadInputException(place + ": " + e.getMessage() + " where a number is needed");
      }
    }
    return conductances;
  }
}
