package dev.mho.calibration.measurement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where an instrument held the current of a sweep: at least three rows in a row with the
 * sweep's largest current, to a thousandth, while the voltage moves by a fiftieth of its largest. A
 * device that conducts moves its current with the voltage; only a limit does not.
 */
final class CompliancePlateaus {
  private static final int FEWEST = 3;
  private static final double SAME = 1e-3;
  private static final double MOVED = 0.02;

  private final Rows rows;
  private int sweepsHeld;
  private int rowsHeld;
  private String first = "";

  CompliancePlateaus(Rows rows) {
    this.rows = rows;
  }

  /** What was found, in a sentence, if anything was. */
  Optional<String> notice() {
    return Optional.of(
            String.format(
                Locale.ROOT,
                "%d rows of %d sweep%s hold the largest current (%s%s) and count as compliance;"
                    + " compliance: none in a mapping takes them as measured",
                rowsHeld,
                sweepsHeld,
                sweepsHeld == 1 ? "" : "s",
                sweepsHeld == 1 ? "" : "first: ",
                first))
        .filter(sentence -> rowsHeld > 0);
  }

  /** Marks the plateaus. */
  void mark() {
    Map<List<Integer>, List<Integer>> sweeps = new LinkedHashMap<>();
    for (int i = 0; i < rows.size; i++) {
      if (rows.status[i] == Status.OK) {
        sweeps
            .computeIfAbsent(List.of(rows.device[i], rows.cycle[i]), k -> new ArrayList<>())
            .add(i);
      }
    }
    sweeps.values().forEach(this::mark);
  }

  private void mark(List<Integer> sweep) {
    double top = sweep.stream().mapToDouble(i -> Math.abs(rows.amperes.get(i))).max().orElse(0);
    if (top == 0) {
      return;
    }
    double most = sweep.stream().mapToDouble(i -> Math.abs(rows.volts.get(i))).max().orElse(0);
    List<Integer> held = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    for (int i : sweep) {
      if (Math.abs(rows.amperes.get(i)) >= top * (1 - SAME)) {
        run.add(i);
      } else {
        keep(run, held, MOVED * most);
      }
    }
    keep(run, held, MOVED * most);
    held.forEach(this::hold);
    if (!held.isEmpty() && sweepsHeld++ == 0) {
      first =
          String.format(
              Locale.ROOT,
              "lines %d to %d, %.4g A",
              rows.line[held.get(0)],
              rows.line[held.get(held.size() - 1)],
              top);
    }
    rowsHeld += held.size();
  }

  private void keep(List<Integer> run, List<Integer> held, double enough) {
    double low = run.stream().mapToDouble(rows.volts::get).min().orElse(0);
    double high = run.stream().mapToDouble(rows.volts::get).max().orElse(0);
    if (run.size() >= FEWEST && high - low >= enough) {
      held.addAll(run);
    }
    run.clear();
  }

  private void hold(int row) {
    rows.status[row] = Status.COMPLIANCE;
    rows.siemens.set(row, Double.NaN);
  }
}
