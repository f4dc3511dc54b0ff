package dev.mho.experiments.run;

import dev.mho.emulator.tile.DriftCompensation;
import dev.mho.emulator.tile.DriftCompensator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes up for the drift of all arrays of a run since it was made. */
final class DriftWatch {
  private final List<DriftCompensator> compensators;

  private DriftWatch(List<DriftCompensator> compensators) {
    this.compensators = compensators;
  }

  /** Reads every array as it is now; empty if drift is not to be made up for. */
  static Optional<DriftWatch> of(Bench bench) {
    return of(bench, bench.hardware().driftCompensation());
  }

  /** The same for a kind of compensation that is not the bench's own. */
  static Optional<DriftWatch> of(Bench bench, DriftCompensation kind) {
    if (kind == DriftCompensation.NONE) {
      return Optional.empty();
    }
    boolean perColumn = kind == DriftCompensation.PER_COLUMN;
    return Optional.of(
        new DriftWatch(
            bench.arrays().stream().map(tile -> new DriftCompensator(tile, perColumn)).toList()));
  }

  /** Scores at the times at which the hardware is to be read, which pass meanwhile. */
  static List<RunResult.ReadOut> readOut(
      Bench bench, Optional<DriftWatch> drift, Supplier<Score> examine, Progress progress) {
    List<RunResult.ReadOut> readOuts = new ArrayList<>();
    double waited = 0;
    for (double seconds : bench.hardware().readAtSeconds()) {
      bench.idle(seconds - waited);
      waited = seconds;
      Optional<RunResult.Factors> factors = drift.map(DriftWatch::compensate);
      Score score = examine.get();
      readOuts.add(new RunResult.ReadOut(seconds, score, factors));
      progress.say(
          String.format(Locale.ROOT, "%12.0f s later: %s", seconds, score)
              + factors.map(DriftWatch::told).orElse(""));
    }
    return readOuts;
  }

  /** Reads every array anew and scales its outputs. */
  RunResult.Factors compensate() {
    double[] factors =
        compensators.stream().flatMapToDouble(c -> Arrays.stream(c.compensate())).toArray();
    return new RunResult.Factors(
        Arrays.stream(factors).min().orElseThrow(), Arrays.stream(factors).max().orElseThrow());
  }

  /** What to add to a line of scores. */
  static String told(RunResult.Factors factors) {
    return String.format(
        Locale.ROOT, "; outputs times %.3f to %.3f", factors.least(), factors.most());
  }
}
