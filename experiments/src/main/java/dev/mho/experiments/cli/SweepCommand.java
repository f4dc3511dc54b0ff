package dev.mho.experiments.cli;

import dev.mho.experiments.report.Report;
import dev.mho.experiments.run.CheckpointRule;
import dev.mho.experiments.run.Checkpoints;
import dev.mho.experiments.run.Pause;
import dev.mho.experiments.run.PausedException;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Score;
import dev.mho.experiments.sweep.PlannedRun;
import dev.mho.experiments.sweep.Shard;
import dev.mho.experiments.sweep.SweepEngine;
import dev.mho.experiments.sweep.SweepEngines;
import dev.mho.experiments.sweep.SweepFile;
import dev.mho.experiments.sweep.SweepForecast;
import dev.mho.experiments.sweep.SweepResult;
import dev.mho.experiments.sweep.SweepRun;
import dev.mho.experiments.sweep.SweepScores;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho sweep FILE}. */
@Command(
    name = "sweep",
    description =
        "Runs the experiments of a sweep file that have not been run yet, and compares all.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A sweep that was interrupted goes on when it is started again.",
      "",
      "Examples:",
      "  mho sweep examples/sweep/decorrelation-rates.yaml --plan",
      "  mho sweep examples/sweep/decorrelation-rates.yaml --threads 4",
      "  mho sweep examples/sweep/decorrelation-rates.yaml --shard 2/8",
      "  mho sweep examples/sweep/decorrelation-rates.yaml --engine spark --master spark://node1:7077"
    })
final class SweepCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "Sweep file (YAML).")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of the results; results/NAME if not given.")
  private @Nullable Path out;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Only every N-th run from the I-th on, for batch schedulers.")
  private @Nullable String shard;

  @Option(names = "--plan", description = "Only list the runs, and which are done.")
  private boolean plan;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "Where runs are made: local (this machine), or spark (Apache Spark, if it was added).",
      defaultValue = "local")
  private String engine;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "The cluster of engine spark: spark://HOST:PORT, or local[N] for trying.")
  private @Nullable String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of engine spark, such as spark.executor.memory=4g; may be repeated.")
  private Map<String, String> settings = Map.of();

  @Mixin private ThreadCount threads;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    // What is for people makes way for what is for programs.
    PrintWriter print =
        json.isOn() ? command.commandLine().getErr() : command.commandLine().getOut();
    SweepFile sweep = SweepFile.read(file);
    Path directory = out != null ? out : Path.of("results").resolve(sweep.spec().name());
    Shard share = shard == null ? Shard.whole() : Shard.parse(shard);
    Checkpoints checkpoints = new Checkpoints(CheckpointRule.usual(), new Pause());
    SweepEngine maker = SweepEngines.get(engine);
    SweepEngine.Terms terms =
        new SweepEngine.Terms(
            threads.given(),
            checkpoints,
            Optional.ofNullable(master),
            settings,
            directory.resolve(maker.name() + ".log"));
    SweepRun run = new SweepRun(sweep, directory, maker, terms);
    if (plan) {
      SweepForecast forecast = run.forecast(share);
      forecast.lines().forEach(print::println);
      print.flush();
      printJson(forecast.json());
      return 0;
    }
    PrintWriter err = command.commandLine().getErr();
    Interruption interruption =
        maker.keepsState()
            ? Interruption.pausing(err, checkpoints.pause())
            : Interruption.ending(err, checkpoints.pause());
    try {
      SweepRun.Report report;
      try (Bar bar = new Bar(print)) {
        report = run.run(share, bar);
      }
      report.lines().forEach(print::println);
      if (share.of() == 1) {
        ReportCommand.write(directory.resolve(Report.FILE), Report.of(directory));
      }
      print.println("results in " + directory + ": report.html, runs.csv, summary.csv, runs/");
      if (json.isOn()) {
        printJson(SweepScores.of(SweepResult.read(directory)).json());
      }
      return report.complete() ? 0 : 1;
    } catch (PausedException e) {
      print.println(e.getMessage() + "; the same command goes on");
      return RunCommand.PAUSED;
    } finally {
      print.flush();
      interruption.close();
    }
  }

  /** For programs, where they are asked for. */
  private void printJson(String text) {
    if (json.isOn()) {
      PrintWriter out = command.commandLine().getOut();
      out.print(text);
      out.flush();
    }
  }

  /** A progress bar on a terminal, a line a run elsewhere. */
  private static final class Bar implements SweepRun.Listener, AutoCloseable {
    private final PrintWriter print;
    private final boolean terminal = System.console() != null;
    private Optional<ProgressBar> bar = Optional.empty();
    private int done;
    private int runs;

    private Bar(PrintWriter print) {
      this.print = print;
    }

    @Override
    public void begins(int all, int known) {
      close();
      runs = all;
      done = known;
      print.println(all + " runs, " + known + " of them done before");
      print.flush();
      if (terminal && known < all) {
        bar = Optional.of(ConsoleProgress.bar("runs", all));
        bar.get().stepTo(known);
      }
    }

    @Override
    public void ended(PlannedRun run, Optional<RunResult> result, Optional<String> failure) {
      done++;
      if (bar.isPresent()) {
        bar.get().step();
        return;
      }
      String outcome =
          result.map(r -> told(r.scores())).orElseGet(() -> "failed: " + failure.orElse("?"));
      print.println(done + "/" + runs + "  " + run.label() + "  " + outcome);
      print.flush();
    }

    private static String told(Map<String, Score> scores) {
      return scores.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue())
          .collect(Collectors.joining("; "));
    }

    @Override
    public void says(String line) {
      print.println(line);
      print.flush();
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
      bar = Optional.empty();
    }
  }
}
