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
 * Replays a trace from its initial conductances and checks every row: hashes, order, number of
 * rows; that each device's conductance goes on where it left off and ends at the final state; that
 * the realised weight change is that of the conductance; that operation, request, pulses and flags
 * fit each other and both devices of a pair are there. What was asked of a device is taken from the
 * trace: it depends on activities and errors, which a trace does not hold.
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
    double balance = 0;
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
        if (previous != null && !row.isOfSamePair(previous)) {
          requirePartner(balance, previous, place);
          balance = 0;
        }
        balance += row.isPulsed() ? sign(row) : 0;
        conductance.put(row.device(), row.after());
        still += row.before() == row.after() ? 1 : 0;
        realised += Math.abs(row.realised());
        requested += Math.abs(row.requested());
        previous = row;
        rows++;
      }
    }
    requirePartner(balance, previous, file.toString());
    if (rows != sidecar.rows()) {
      throw BadInputException.at(
          file.toString(), rows + " rows", sidecar.rows() + " rows, as trace.json says");
    }
    return new Proof(rows, conductance.size(), still, realised, requested);
  }

  /** Both devices of a pair are asked for something, or none: their signs cancel. */
  private static void requirePartner(double balance, TraceRow last, String place) {
    require(
        balance == 0,
        place,
        "before it, one device of " + (last == null ? "" : last.device().pair()) + " is missing");
  }

  private void checkRow(TraceRow row, String place, Map<DeviceKey, Double> conductance) {
    Double known = conductance.get(row.device());
    require(known != null, place, row.device() + " has no initial conductance");
    require(
        known == row.before(),
        place,
        row.device() + " starts from " + row.before() + " S, but was left at " + known + " S");
    require(
        row.isFinite() && row.requestedPulses() >= 0 && row.appliedPulses() >= 0,
        place,
        "a number is negative or not finite");
    require(row.start() <= row.end(), place, "the train ends before it begins");
    require(row.epoch() >= 1 && row.sample() >= 0, place, "epoch or sample is out of range");
    if (row.isPulsed()) {
      checkPulses(row, place);
    } else {
      require(
          row.appliedPulses() == 0 && row.requested() == 0 && row.flags().isEmpty(),
          place,
          row.operation() + " with pulses, a request or flags");
    }
    checkRealised(row, place);
  }

  private static void checkPulses(TraceRow row, String place) {
    boolean up = row.requested() * sign(row) > 0;
    require(
        row.requested() != 0 && row.operation().equals(up ? "SET" : "RESET"),
        place,
        row.operation() + " does not fit a request of " + row.requested() + " to " + row.role());
    require(row.appliedPulses() <= 31, place, row.appliedPulses() + " pulses in a train of 31");
    List<String> flags = List.of(row.flags().split("\\|"));
    boolean left = flags.contains("one_directional");
    require(!left || row.operation().equals("RESET"), place, "one_directional in a SET");
    require(
        (left || flags.contains("below_step")) == (row.appliedPulses() == 0),
        place,
        "flag below_step and n_applied contradict each other");
    require(
        row.appliedPulses() > 0 || row.before() == row.after(),
        place,
        row.device() + " moved without a pulse");
  }

  private void checkRealised(TraceRow row, String place) {
    double perSiemens = weightPerSiemens.get(row.layer());
    double expected = sign(row) * perSiemens * (row.after() - row.before());
    require(
        Math.abs(expected - row.realised()) <= TOLERANCE * perSiemens * sidecar.maxSiemens(),
        place,
        "dw_realised is " + row.realised() + ", the conductances give " + expected);
  }

  private static double sign(TraceRow row) {
    return row.role().equals("plus") ? 1 : -1;
  }

  private static void require(boolean holds, String place, String otherwise) {
    if (!holds) {
      throw new BadInputException(place + ": " + otherwise);
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
