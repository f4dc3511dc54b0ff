package dev.mho.experiments.report;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.run.Version;
import dev.mho.experiments.sweep.SweepPlan;
import dev.mho.experiments.sweep.SweepResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The page of a result directory. */
public final class Report {
  /** Its name in the directory. */
  public static final String FILE = "report.html";

  private Report() {}

  /**
   * Makes the page of a run, an inference or a sweep, linked to pages that lie in the directory.
   *
   * @throws BadInputException if the directory holds none; one line
   */
  public static String of(Path directory) {
    return of(directory, new LyingBeneath(directory));
  }

  /** Makes the page where other pages are elsewhere. */
  public static String of(Path directory, Links links) {
    if (!Files.isDirectory(directory)) {
      throw new BadInputException(directory + ": no such directory");
    }
    return SweepPlan.isIn(directory)
        ? SweepReport.of(SweepResult.read(directory), links)
        : RunReport.of(ResultFolder.of(directory), links);
  }

  /** Pages as {@code report} leaves them in the directories of a sweep's runs. */
  private record LyingBeneath(Path directory) implements Links {
    @Override
    public Optional<String> run(String id) {
      return Optional.of("runs/" + id + "/" + FILE)
          .filter(address -> Files.exists(directory.resolve(address)));
    }

    @Override
    public Optional<String> list() {
      return Optional.empty();
    }
  }

  /** The last line of every page. */
  static String foot() {
    return "Made by " + Version.text() + ". This page needs no network and no other file.";
  }
}
