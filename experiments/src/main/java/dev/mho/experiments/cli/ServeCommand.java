package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.serve.ResultServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho serve DIR}. */
@Command(
    name = "serve",
    description = "Shows results in the browser of this machine while they grow; Ctrl-C ends it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "It listens on 127.0.0.1 alone, answers reads alone, and shows nothing outside DIR.",
      "",
      "Example:",
      "  mho serve results --port 8080"
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "DIR", description = "A directory of results, or one result.")
  private Path directory;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port; 0 (default) takes any that is free.")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw BadInputException.at("--port", "" + port, "0 to 65535");
    }
    PrintWriter print = command.commandLine().getOut();
    try (ResultServer server = new ResultServer(directory, port)) {
      print.println(directory + " is shown at " + server.address() + " until Ctrl-C");
      print.flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
