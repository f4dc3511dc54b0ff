package dev.mho.calibration.measurement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
  private final List<String> notices = new ArrayList<>();

  CompliancePlateaus(Rows rows) {
    this.rows = rows;
  }

  /** What was found. */
  List<String> notices() {
    return List.copyOf(notices);
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
    if (!held.isEmpty()) {
      held.forEach(this::hold);
      notices.add(
          String.format(
              Locale.ROOT,
              "%d rows from line %d to %d hold the largest current, %.4g A, and count as compliance"
                  + " (compliance: none in a mapping takes them as measured)",
              held.size(),
              rows.line[held.get(0)],
              rows.line[held.get(held.size() - 1)],
              top));
    }
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
