package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.circuit.NoSolutionException;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.experiments.run.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * {@code mho}: exit code 0 if done, 1 if it failed while running, 2 for bad usage or bad input. A
 * user's mistake is one line on standard error.
 */
@Command(
    name = "mho",
    description = "Emulates neuromorphic hardware and runs learning rules on it.",
    mixinStandardHelpOptions = true,
    versionProvider = Mho.Provider.class,
    subcommands = {
      RunCommand.class,
      SweepCommand.class,
      SpecCommand.class,
      CompareCommand.class,
      BudgetCommand.class,
      BenchCommand.class,
      DataCommand.class,
      InferCommand.class,
      ReportCommand.class,
      ServeCommand.class,
      ConductancesCommand.class,
      TraceCommand.class,
      DeviceCommand.class,
      MeasurementCommand.class,
      CalibrateCommand.class,
      ReproduceCommand.class,
      NetlistCommand.class,
      WiresCommand.class,
      ConverterCommand.class,
      VectorsCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Mho implements Runnable {
  @Spec private CommandSpec spec;

  /** Tells picocli the version. */
  static final class Provider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Version.text()};
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing; mho --help lists them");
  }

  /** Runs a command line and ends the process. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exit;
    try {
      exit = execute(out, err, arguments);
    } catch (OutOfMemoryError e) {
      err.println("mho: out of memory; give more, for example MHO_JAVA_OPTS=-Xmx16g");
      exit = 1;
    }
    if (out.checkError()) {
      err.println("mho: standard output could not be written");
      exit = 1;
    }
    System.exit(exit);
  }

  /** Runs a command line and returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Mho());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Values.registerWith(line);
    line.setParameterExceptionHandler(
        (e, args) -> {
          err.println("mho: " + oneLine(mistake(e)));
          return 2;
        });
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          err.println("mho: " + explain(e));
          return e instanceof BadInputException ? 2 : 1;
        });
    return line.execute(arguments);
  }

  /** What is wrong with a command line; of what nobody knows, the nearest that is known. */
  private static @Nullable String mistake(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return e.getMessage();
    }
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String name = command.qualifiedName();
    String place = name.equals("mho") ? "command line" : name.substring("mho ".length());
    String found = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption()) {
      return BadInputException.unknown(place, "option", found, command.optionsMap().keySet())
          .getMessage();
    }
    if (!command.subcommands().isEmpty()) {
      return BadInputException.unknown(place, "command", found, command.subcommands().keySet())
          .getMessage();
    }
    return BadInputException.at(
            place, "\"" + found + "\"", "nothing more; " + name + " --help tells of it")
        .getMessage();
  }

  /** One line that says what went wrong. */
  static String explain(Exception e) {
    if (e instanceof BadInputException
        || e instanceof NonFiniteException
        || e instanceof NoSolutionException) {
      return oneLine(e.getMessage());
    }
    if (e instanceof UncheckedIOException io) {
      return "cannot write or read: " + oneLine(reason(Objects.requireNonNull(io.getCause())));
    }
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return "this is a fault of mho, please report it: " + trace;
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  static String oneLine(@Nullable String text) {
    return text == null ? "no reason given" : text.replaceAll("\\s*\\R\\s*", " ");
  }
}
