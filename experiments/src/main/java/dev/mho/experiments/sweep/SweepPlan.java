package dev.mho.experiments.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.StrictFormat;
import dev.mho.experiments.sweep.SweepSpec.ChooseKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a sweep will have run when it is done: {@code sweep.json}, written before its first run, so
 * that whoever looks at its directory knows what is still missing.
 *
 * @param name of the sweep
 * @param file the sweep file, as it was given
 * @param choose what makes one setting the best
 * @param runs all of them
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SweepPlan(
    String name, String file, Optional<ChooseKeys> choose, List<PlannedRun> runs) {
  /** Its name in the directory of the sweep. */
  public static final String FILE = "sweep.json";

  private static final String KIND = "sweep-plan/1";

  /** The plan of a sweep file. */
  static SweepPlan of(SweepFile file) {
    List<PlannedRun> runs =
        file.points().stream()
            .map(
                point ->
                    new PlannedRun(
                        point.number(),
                        point.id(),
                        point.settings(),
                        file.tested(point).map(Point::id)))
            .toList();
    return new SweepPlan(file.spec().name(), file.file().toString(), file.spec().choose(), runs);
  }

  /** Whether a directory is a sweep's. */
  public static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(FILE));
  }

  /**
   * Reads a sweep's directory.
   *
   * @throws dev.mho.device.format.BadInputException if it has no plan
   */
  static SweepPlan read(Path directory) {
    return StrictFormat.json().read(directory.resolve(FILE), KIND, SweepPlan.class);
  }

  /** Its text. */
  String print() {
    return StrictFormat.json().print(KIND, this);
  }
}
