package dev.mho.experiments.cli;

import dev.mho.device.array.Workers;
import dev.mho.device.format.Check;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.budget.BudgetFigure;
import dev.mho.experiments.budget.BudgetRun;
import dev.mho.experiments.budget.BudgetText;
import dev.mho.experiments.budget.ErrorBudget;
import dev.mho.experiments.report.Report;
import dev.mho.experiments.run.Deployment;
import dev.mho.experiments.spec.HardwareSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho budget RESULT}. */
@Command(
    name = "budget",
    description =
        "Tells what each effect of the hardware costs a trained network: alone, and when it is"
            + " removed from all.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Weights as they were at the end of the run are programmed onto fresh arrays. What effects do",
      "to learning itself is for a sweep of hardware.effects.",
      "",
      "Examples:",
      "  mho budget results/quickstart",
      "  mho budget results/pcm-drift --at 86400 --repeats 20"
    })
final class BudgetCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "RESULT", description = "Result directory of a run on hardware.")
  private Path result;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Programmings, each with its own devices and noise, 1 to 1000; 5 if not given.")
  private int repeats = 5;

  @Option(
      names = "--at",
      paramLabel = "SECONDS",
      description =
          "Time between writes and reads; the experiment's last read-at-seconds if not given, or 0.")
  private Optional<Double> seconds = Optional.empty();

  @Option(
      names = "--probe",
      paramLabel = "N",
      description = "Test samples on which layers are compared; 256 if not given.")
  private int probe = 256;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where budget.json, .csv, .png and .svg go; RESULT if not given.")
  private @Nullable Path out;

  @Mixin private ThreadCount threads;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws IOException {
    Check.within("--repeats", repeats, 1, 1000);
    Check.within("--probe", probe, 1, 1 << 20);
    seconds.ifPresent(s -> Check.within("--at (seconds)", s, 0, 1e12));
    PrintWriter print = command.commandLine().getOut();
    ErrorBudget budget;
    try (Workers workers = threads.workers()) {
      Deployment deployment = new Deployment(result, probe, workers);
      double at = seconds.orElseGet(() -> lastRead(deployment.experiment().hardware().get()));
      budget = new BudgetRun(deployment, at, repeats).run(new Bar(json.isOn()));
    }
    Path folder = out == null ? result : out;
    String text = StrictFormat.json().print(ErrorBudget.KIND, budget);
    WholeFile.write(folder.resolve("budget.json"), text);
    WholeFile.write(folder.resolve("budget.csv"), new BudgetText(budget).csv());
    if (!budget.effects().isEmpty()) {
      BudgetFigure figure = new BudgetFigure(budget);
      WholeFile.write(folder.resolve("budget.png"), figure.png());
      WholeFile.write(folder.resolve("budget.svg"), figure.svg());
    }
    if (out == null) {
      ReportCommand.write(result.resolve(Report.FILE), Report.of(result));
    }
    if (json.isOn()) {
      print.print(text);
      return 0;
    }
    new BudgetText(budget).lines().forEach(print::println);
    print.println(
        "written: budget.json, .csv, .png and .svg in "
            + folder
            + (out == null ? ", and report.html anew" : ""));
    return 0;
  }

  private static double lastRead(HardwareSpec hardware) {
    List<Double> times = hardware.readAtSeconds();
    return times.isEmpty() ? 0 : times.get(times.size() - 1);
  }

  /** A progress bar on a terminal. */
  private static final class Bar implements BudgetRun.Listener {
    private final boolean quiet;
    private Optional<ProgressBar> bar = Optional.empty();
    private int left;

    private Bar(boolean quiet) {
      this.quiet = quiet || System.console() == null;
    }

    @Override
    public void begins(int programmings) {
      left = programmings;
      if (!quiet) {
        bar = Optional.of(ConsoleProgress.bar("programmed", programmings));
      }
    }

    @Override
    public void programmed() {
      bar.ifPresent(ProgressBar::step);
      left--;
      if (left == 0) {
        bar.ifPresent(ProgressBar::close);
      }
    }
  }
}
