package dev.mho.experiments.example;

import dev.mho.device.array.Workers;
import dev.mho.experiments.run.Progress;
import dev.mho.experiments.run.Run;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.Locale;

/** Runs an experiment file and reads its result. */
public final class RunExperiment {
  private RunExperiment() {}

  /** Runs the file that is named first into the directory that is named second. */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    Path directory = Path.of(arguments[1]);
    ExperimentSpec experiment = ExperimentFile.read(file);
    try (Workers workers = new Workers(2)) {
      new Run(experiment, file, workers, Progress.silent()).into(directory, false);
    }
    RunResult result = RunResult.read(directory); // what is in result.json
    result
        .scores()
        .forEach(
            (run, score) ->
                System.out.printf(
                    Locale.ROOT, "%-9s %.0f %% right%n", run, 100 * score.accuracy()));
    result
        .hardware()
        .forEach(
            (matrix, arrays) -> System.out.printf("%-22s %d devices%n", matrix, arrays.devices()));
    System.out.println("effects: " + result.effects().orElseThrow().active());
  }
}
