package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho report DIR...}. */
@Command(
    name = "report",
    description = "Makes a page of a result: charts, tables, settings, and what it comes to.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The page is one file that opens without a network. run, infer and sweep make it at their end;",
      "this command makes it anew, and of results that are not finished.",
      "",
      "Examples:",
      "  mho report results/quickstart --open",
      "  mho report results/decorrelation-rates/runs/* results/decorrelation-rates"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Result directory of run, infer or sweep.")
  private List<Path> directories;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page, of one result; DIR/report.html if not given.")
  private @Nullable Path out;

  @Option(names = "--open", description = "Open the pages in the browser.")
  private boolean open;

  @Mixin private JsonOption json;

  /** The pages that were made. */
  private record Made(List<String> pages) {}

  @Override
  public Integer call() {
    if (out != null && directories.size() > 1) {
      throw BadInputException.at("--out", directories.size() + " results", "one");
    }
    PrintWriter print = command.commandLine().getOut();
    int exit = 0;
    List<String> made = new ArrayList<>();
    for (Path directory : directories) {
      Path page = out != null ? out : directory.resolve(Report.FILE);
      String text = Report.of(directory);
      requireOwn(page);
      write(page, text);
      made.add(page.toString());
      if (open && !open(page)) {
        command.commandLine().getErr().println("mho: " + page + ": no browser could be started");
        exit = 1;
      }
    }
    if (json.isOn()) {
      print.print(StrictFormat.json().print("report/1", new Made(made)));
    } else {
      made.forEach(print::println);
    }
    print.flush();
    return exit;
  }

  /** Only a page that mho made is replaced. */
  private static void requireOwn(Path page) {
    try {
      if (Files.exists(page)
          && (!Files.isRegularFile(page) || !Files.readString(page).contains(" · mho</title>"))) {
        throw new BadInputException(page + ": exists and is no page of mho; choose another --out");
      }
    } catch (IOException e) {
      throw new BadInputException(page + ": exists and is no page of mho; choose another --out");
    }
  }

  /** Writes a page. */
  static void write(Path page, String text) {
    try {
      WholeFile.write(page, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean open(Path page) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String address = page.toAbsolutePath().toUri().toString();
    List<String> words =
        system.contains("mac")
            ? List.of("open", address)
            : system.contains("win")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                : List.of("xdg-open", address);
    try {
      new ProcessBuilder(words)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
