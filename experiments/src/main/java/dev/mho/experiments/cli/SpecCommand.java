package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.schema.FileKind;
import dev.mho.experiments.schema.FileSchema;
import dev.mho.experiments.schema.KeyReference;
import dev.mho.experiments.schema.SpecFile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho spec}: what files may say, and whether they say it rightly. */
@Command(
    name = "spec",
    description = "Checks files, shows what they leave out, and tells what they may say.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SpecCommand.Check.class,
      SpecCommand.Show.class,
      SpecCommand.Keys.class,
      SpecCommand.Schema.class
    },
    footer = {
      "",
      "Examples:",
      "  mho spec check examples/*.yaml",
      "  mho spec show examples/quickstart.yaml",
      "  mho spec keys experiment hardware.adc",
      "  mho spec schema experiment > experiment.schema.json"
    })
final class SpecCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a subcommand is missing; mho spec --help lists them");
  }

  /** {@code mho spec check FILE...}. */
  @Command(
      name = "check",
      description = "Reads files as a run would, and says what is wrong, one line a file.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of any kind.")
    private List<Path> files;

    @Override
    public Integer call() {
      CommandLine line = command.commandLine();
      int wrong = 0;
      for (Path file : files) {
        try {
          line.getOut().println(file + ": " + SpecFile.read(file).summary());
        } catch (BadInputException e) {
          wrong++;
          line.getErr().println("mho: " + Mho.oneLine(e.getMessage()));
        }
      }
      return wrong == 0 ? 0 : CommandLine.ExitCode.USAGE;
    }
  }

  /** {@code mho spec show FILE}. */
  @Command(
      name = "show",
      description = "Prints a file with everything that it leaves out filled in.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "File of any kind.")
    private Path file;

    @Override
    public Integer call() {
      command.commandLine().getOut().print(SpecFile.read(file).text());
      return 0;
    }
  }

  /** A command that tells of a kind of file. */
  abstract static class OfKind implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Parameters(
        index = "0",
        paramLabel = "KIND",
        description = "${COMPLETION-CANDIDATES}",
        completionCandidates = Kinds.class)
    private String kind;

    @Override
    public final Integer call() {
      command.commandLine().getOut().print(text(FileKind.named(kind)));
      return 0;
    }

    /** What it tells. */
    abstract String text(FileKind which);
  }

  /** {@code mho spec keys KIND [BLOCK]}. */
  @Command(
      name = "keys",
      description = "Prints the keys of a kind of file, or of one block in it.",
      mixinStandardHelpOptions = true)
  static final class Keys extends OfKind {
    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "BLOCK",
        description = "Such as hardware.adc.")
    private @Nullable String block;

    @Override
    String text(FileKind which) {
      return block == null ? KeyReference.of(which) : KeyReference.of(which, block);
    }
  }

  /** {@code mho spec schema KIND}. */
  @Command(
      name = "schema",
      description = "Prints the JSON Schema of a kind of file, for editors.",
      mixinStandardHelpOptions = true)
  static final class Schema extends OfKind {
    @Override
    String text(FileKind which) {
      return FileSchema.text(which);
    }
  }

  /** Kinds of files, for help and for shells. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FileKind.labels().iterator();
    }
  }
}
