package dev.mho.experiments.reproduce;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.figure.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A figure of the paper, computed anew.
 *
 * @param name as the command spells it
 * @param figures what is drawn
 * @param findings what the paper claims of it and what came out
 */
public record Reproduced(String name, List<Figure> figures, List<Finding> findings) {

  /**
   * Writes {@code NAME.md} and each figure as CSV, SVG and PNG.
   *
   * @throws BadInputException if one of them is there and is not to be replaced
   */
  public void writeInto(Path directory, boolean overwrite) {
    requireRoom(directory, name, overwrite);
    try {
      for (Figure figure : figures) {
        WholeFile.write(directory.resolve(figure.name() + ".csv"), figure.csv());
        WholeFile.write(directory.resolve(figure.name() + ".svg"), figure.svg());
        WholeFile.write(directory.resolve(figure.name() + ".png"), figure.png());
      }
      WholeFile.write(directory.resolve(name + ".md"), text().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops if a result is there already and is not to be replaced. */
  static void requireRoom(Path directory, String name, boolean overwrite) {
    Path text = directory.resolve(name + ".md");
    if (Files.exists(text) && !overwrite) {
      throw new BadInputException(
          text + ": is there already; give --overwrite to replace it, or another --out");
    }
  }

  private String text() {
    return "# "
        + name
        + "\n\n"
        + findings.stream().map(Finding::toString).collect(Collectors.joining("\n\n"))
        + "\n";
  }
}
