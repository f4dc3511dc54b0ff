package dev.mho.experiments.circuit;

import dev.mho.device.format.BadInputException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The circuit simulator ngspice, where it is installed. */
public final class Ngspice {
  private static final Pattern PRINTED = Pattern.compile("(?m)^(i\\([^)]*\\)) = (\\S+)");
  private static final int MOST_MINUTES = 30;

  private final Path program;

  private Ngspice(Path program) {
    this.program = program;
  }

  /** The ngspice on the PATH. */
  public static Optional<Ngspice> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .flatMap(
            folder -> Stream.of("ngspice", "ngspice_con.exe").map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Ngspice::new);
  }

  /**
   * Runs a deck.
   *
   * @return the currents that it printed, in amperes, by name
   * @throws BadInputException if ngspice fails
   */
  public Map<String, Double> run(Path deck) {
    try {
      Path results = Files.createTempFile("mho-ngspice", ".out");
      Path remarks = Files.createTempFile("mho-ngspice", ".err");
      try {
        Process process =
            new ProcessBuilder(program.toString(), "-b", deck.toString())
                .redirectOutput(results.toFile())
                .redirectError(remarks.toFile())
                .start();
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new BadInputException(deck + ": ngspice took more than " + MOST_MINUTES + " min");
        }
        return currents(deck, text(results), text(remarks));
      } finally {
        Files.delete(results);
        Files.delete(remarks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ngspice ran", e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  private static Map<String, Double> currents(Path deck, String printed, String remarks) {
    Map<String, Double> currents = new HashMap<>();
    Matcher matcher = PRINTED.matcher(printed);
    while (matcher.find()) {
      currents.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
    }
    if (currents.isEmpty()) {
      String all = printed + remarks;
      String last = all.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
      throw new BadInputException(deck + ": ngspice printed no current; its last line: " + last);
    }
    return currents;
  }
}
