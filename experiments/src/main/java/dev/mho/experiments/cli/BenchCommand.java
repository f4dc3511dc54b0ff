package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.format.StrictFormat;
import dev.mho.experiments.bench.ShortBench;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mho bench}. */
@Command(
    name = "bench",
    description =
        "Times what an array does in learning on this machine, beside the plain product of its size.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Run it on an idle machine. Batches of 256, full trains 32; what the rows are is in",
      "docs/performance.md.",
      "",
      "Examples:",
      "  mho bench",
      "  mho bench --size 3072x1000 --threads 1 --seconds 5"
    })
final class BenchCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Spec private CommandSpec command;

  @Option(
      names = "--size",
      paramLabel = "IxO",
      description = "Inputs x outputs of the array; 1000x1000 if not given.")
  private String size = "1000x1000";

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Time for each kind of work; 2 if not given.")
  private double seconds = 2;

  @Mixin private ThreadCount threads;
  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw BadInputException.at("--size", size, "inputs x outputs, for example 1000x1000");
    }
    int inputs = Check.within("--size, inputs", Integer.parseInt(sides.group(1)), 1, 1 << 14);
    int outputs = Check.within("--size, outputs", Integer.parseInt(sides.group(2)), 1, 1 << 14);
    Check.within("--seconds", seconds, 0.01, 3600);
    PrintWriter print = command.commandLine().getOut();
    ShortBench bench = new ShortBench(inputs, outputs, seconds);
    ShortBench.Result result =
        bench.run(
            threads.count(),
            work -> {
              if (System.console() != null && !json.isOn()) {
                command.commandLine().getErr().printf("%-40s\r", work + " ...");
              }
            });
    if (json.isOn()) {
      print.print(StrictFormat.json().print(ShortBench.Result.KIND, result));
    } else {
      print(print, result);
    }
    return 0;
  }

  private static void print(PrintWriter print, ShortBench.Result result) {
    print.printf(
        Locale.ROOT,
        "%d inputs x %d outputs, %d threads, %s%n%n",
        result.inputs(),
        result.outputs(),
        result.threads(),
        result.java());
    print.printf("%-32s %12s %12s %6s %10s%n", "", "median (ms)", "least (ms)", "runs", "products");
    for (ShortBench.Row row : result.rows()) {
      print.printf(
          Locale.ROOT,
          "%-32s %12.2f %12.2f %6d %10.1f%n",
          row.work(),
          row.medianMs(),
          row.leastMs(),
          row.runs(),
          row.products());
    }
    print.printf(
        Locale.ROOT, "%nmemory of a layer that learns: %.0f MB%n", result.layerMegabytes());
  }
}
