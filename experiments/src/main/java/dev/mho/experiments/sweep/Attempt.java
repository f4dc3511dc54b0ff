package dev.mho.experiments.sweep;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.emulator.circuit.NoSolutionException;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.experiments.run.Checkpoints;
import dev.mho.experiments.run.PausedException;
import dev.mho.experiments.run.Progress;
import dev.mho.experiments.run.ResultDirectory;
import dev.mho.experiments.run.Run;
import dev.mho.experiments.spec.ExperimentSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run of a sweep on the machine that makes it.
 *
 * @param spec the experiment
 * @param file its file; device files are looked for in its directory
 * @param folder from which files of samples are named
 * @param place the result directory
 */
record Attempt(ExperimentSpec spec, Path file, Path folder, Path place) {

  /**
   * Makes the run.
   *
   * @return what kept it from an answer; empty if there is one, be it that it diverged
   */
  Optional<String> make(int threads, Checkpoints checkpoints) {
    try (Workers workers = new Workers(threads)) {
      Files.deleteIfExists(place.resolve(Outcome.FAILURE));
      result(new Run(spec, file, folder, workers, Progress.silent()), checkpoints);
      return Optional.empty();
    } catch (NonFiniteException | NoSolutionException e) {
      // A rate that is too high is an answer too, and it would be the same one the next time.
      return written(Outcome.failureText(String.valueOf(e.getMessage())));
    } catch (BadInputException | PausedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return Optional.of("cannot write or read: " + e.getCause());
    } catch (IOException e) {
      return Optional.of("cannot write or read: " + e);
    }
  }

  /** Goes on with what is there, and makes anew what cannot be gone on with. */
  private void result(Run run, Checkpoints checkpoints) {
    if (ResultDirectory.isUnfinished(place)) {
      try {
        run.resume(place, checkpoints);
        return;
      } catch (BadInputException e) {
        // A trace, another name or a damaged file; any other mistake comes up again.
      }
    }
    run.into(place, true, checkpoints);
  }

  private Optional<String> written(String failure) {
    try {
      WholeFile.write(place.resolve(Outcome.FAILURE), failure);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot write or read: " + e);
    }
  }
}
