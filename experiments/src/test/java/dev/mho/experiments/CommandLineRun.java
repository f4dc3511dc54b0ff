package dev.mho.experiments;

import dev.mho.experiments.cli.Mho;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One call of the command line.
 *
 * @param exit its exit code
 * @param out what it printed
 * @param err what it complained of
 */
public record CommandLineRun(int exit, String out, String err) {

  /** Calls {@code mho} with these arguments. */
  public static CommandLineRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Mho.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new CommandLineRun(exit, out.toString(), err.toString());
  }
}
