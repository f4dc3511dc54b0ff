package dev.mho.device.response;

import dev.mho.device.ConductanceRange;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the text form in which jump tables are published (Sandia's {@code dG_increasing.txt} and
 * {@code dG_decreasing.txt}): a title line, a line of conductances in siemens, a line of cumulative
 * probabilities, and one line a probability with the change in siemens at every conductance.
 * Numbers are separated by commas or white space; empty lines and a byte-order mark are skipped.
 */
public final class JumpTableText {
  private JumpTableText() {}

  /**
   * Reads the table of one direction, normalised to a range.
   *
   * @param polarity direction of the pulses: changes of pulses down, negative in the file, are
   *     turned round
   * @throws BadInputException if the file is missing or not of that form; names file and line
   */
  public static JumpTable read(Path file, Polarity polarity, ConductanceRange range) {
    return parse(TextFile.lines(file), file.toString(), polarity, range);
  }

  static JumpTable parse(
      List<String> lines, String name, Polarity polarity, ConductanceRange range) {
    List<List<Double>> numbers = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        numbers.add(numbers(lines.get(i), name + ":" + (i + 1)));
      }
    }
    if (numbers.size() < 4) {
      throw BadInputException.at(
          name,
          numbers.size() + " lines of numbers after the title",
          "conductances, probabilities and at least two lines of changes");
    }
    List<Double> g = numbers.get(0).stream().map(range::normalised).toList();
    List<List<Double>> change = new ArrayList<>();
    for (List<Double> row : numbers.subList(2, numbers.size())) {
      change.add(row.stream().map(dg -> polarity.sign() * dg / range.span()).toList());
    }
    List<Double> cdf = numbers.get(1);
    if (polarity == Polarity.DOWN && falls(change)) {
      Collections.reverse(change);
      cdf = complements(cdf);
    }
    try {
      return new JumpTable(g, cdf, change);
    } catch (BadInputException e) {
      throw new BadInputException(name + ": " + e.getMessage());
    }
  }

  /** Whether quantiles of negative changes have come out in falling order when turned round. */
  private static boolean falls(List<List<Double>> change) {
    List<Double> first = change.get(0);
    List<Double> last = change.get(change.size() - 1);
    return IntStream.range(0, Math.min(first.size(), last.size()))
        .anyMatch(j -> first.get(j) > last.get(j));
  }

  /** The quantile of −x for a probability is minus that of x for its complement. */
  private static List<Double> complements(List<Double> cdf) {
    List<Double> complements = new ArrayList<>(cdf.stream().map(p -> 1 - p).toList());
    Collections.reverse(complements);
    return complements;
  }

  private static List<Double> numbers(String line, String place) {
    List<Double> numbers = new ArrayList<>();
    for (String word : line.replace("\uFEFF", "").trim().split("[,\\s]+")) {
      try {
        numbers.add(Double.parseDouble(word));
      } catch (NumberFormatException e) {
        throw BadInputException.at(place, "\"" + word + "\"", "a number in siemens");
      }
    }
    return numbers;
  }
}
