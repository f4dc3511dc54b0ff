package dev.mho.experiments.cli;

import dev.mho.device.array.Workers;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.report.Report;
import dev.mho.experiments.run.Pause;
import dev.mho.experiments.run.PausedException;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the result of one run goes, and what is done around it. */
final class ResultOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Result directory; results/NAME if not given.")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace an older result in that directory.")
  private boolean overwrite;

  @Mixin private ThreadCount threads;
  @Mixin private JsonOption json;

  /** Makes a result. */
  interface Work {
    /** Makes it in a directory. */
    RunResult into(Path directory, boolean overwrite, Workers workers, ConsoleProgress progress);
  }

  /** The directory that was chosen, or else that of a name. */
  Path directory(String name) {
    return out != null ? out : Path.of("results").resolve(name);
  }

  /** Whether the user has said anything of the directory. */
  boolean choosesDirectory() {
    return out != null || overwrite;
  }

  /** Makes a result in one go, tells what came out, and notes how it was made. */
  void make(CommandLine line, String name, Work work) {
    make(line, directory(name), Optional.empty(), work);
  }

  /**
   * Makes a result, tells what came out, and notes how it was made.
   *
   * @param pause stops the work where it can go on later
   * @throws PausedException if it was stopped; the user has been told
   */
  void make(CommandLine line, Path directory, Optional<Pause> pause, Work work) {
    Interruption interruption =
        pause.isPresent()
            ? Interruption.pausing(line.getErr(), pause.get())
            : Interruption.told(
                line.getErr(), "interrupted; what is in " + directory + " is unfinished");
    try {
      make(line, directory, work);
    } finally {
      interruption.close();
    }
  }

  private void make(CommandLine line, Path directory, Work work) {
    long start = System.nanoTime();
    // What is for people makes way for what is for programs.
    PrintWriter print = json.isOn() ? line.getErr() : line.getOut();
    RunResult result;
    try (Workers workers = threads.workers();
        ConsoleProgress progress = new ConsoleProgress(print)) {
      result = work.into(directory, overwrite, workers, progress);
    } catch (PausedException e) {
      print.println(e.getMessage() + "; go on with: mho run --resume " + directory);
      print.flush();
      throw e;
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    writeEnvironment(directory, threads.count(), seconds);
    Path page = directory.resolve(Report.FILE);
    ReportCommand.write(page, Report.of(directory));
    ResultTable.print(print, result);
    print.printf(
        Locale.ROOT,
        "%.1f s on %d threads; results in %s, as a page in %s%n",
        seconds,
        threads.count(),
        directory,
        page);
    print.flush();
    if (json.isOn()) {
      line.getOut().print(StrictFormat.json().print(RunResult.KIND, result));
      line.getOut().flush();
    }
  }

  /** Writes what differs from one run to the next. */
  private static void writeEnvironment(Path directory, int threads, double seconds) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tool", Version.text());
    facts.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("threads", threads);
    facts.put("wall_seconds", seconds);
    try {
      WholeFile.write(
          directory.resolve("environment.json"), StrictFormat.json().print("environment/1", facts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
