package dev.mho.experiments;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another program on this machine that reads what mho writes. */
public final class Tool {
  private final String program;

  private Tool(String program) {
    this.program = program;
  }

  /** The program on the PATH; a test that needs it is skipped where it is not installed. */
  public static Tool orSkip(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> found =
        Arrays.stream(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), name + " is not installed");
    return new Tool(found.orElseThrow().toString());
  }

  /** A Python that has NumPy; a test that needs it is skipped where there is none. */
  public static Tool numpyOrSkip(Path scratch) throws IOException {
    for (String name : List.of("/usr/bin/python3", "python3")) {
      if (!name.startsWith("/") || Files.isExecutable(Path.of(name))) {
        Tool python = name.startsWith("/") ? new Tool(name) : orSkip(name);
        if (python.run(scratch, "-c", "import numpy").exit() == 0) {
          return python;
        }
      }
    }
    assumeTrue(false, "no Python with NumPy is installed (Debian: python3-numpy)");
    throw new AssertionError();
  }

  /**
   * What a program printed.
   *
   * @param exit its exit code
   * @param out what it printed on both streams
   */
  public record Printed(int exit, String out) {}

  /** Runs the program in a folder. */
  public Printed run(Path folder, String... arguments) throws IOException {
    Path printed = Files.createTempFile("tool", ".out");
    try {
      Process process =
          new ProcessBuilder(Stream.concat(Stream.of(program), Arrays.stream(arguments)).toList())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(program + " took more than five minutes");
      }
      return new Printed(process.exitValue(), Files.readString(printed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      Files.delete(printed);
    }
  }
}
