package dev.mho.device.response;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * The distribution of the change that one pulse makes, P(Δg | g), as quantiles measured at several
 * conductances; bilinear between.
 *
 * @param g normalised conductances, ascending, at least two
 * @param cdf cumulative probabilities, ascending from 0 to 1
 * @param change change along the pulse's direction in fractions of the range: one row a
 *     probability, one column a conductance; each column ascending or equal
 */
public record JumpTable(List<Double> g, List<Double> cdf, List<List<Double>> change) {
  public JumpTable {
    g = Check.ascending("g", Check.numbers("g", g, 2));
    cdf = Check.ascending("cdf", Check.numbers("cdf", cdf, 2));
    if (cdf.get(0) != 0 || cdf.get(cdf.size() - 1) != 1) {
      throw BadInputException.at(
          "cdf",
          "probabilities from " + cdf.get(0) + " to " + cdf.get(cdf.size() - 1),
          "from 0 to 1");
    }
    Check.present("change", change);
    if (change.size() != cdf.size()) {
      throw BadInputException.at(
          "change", change.size() + " rows", cdf.size() + " rows, one for each probability");
    }
    change = rows(change, g.size());
  }

  private static List<List<Double>> rows(List<List<Double>> change, int columns) {
    List<List<Double>> rows = new ArrayList<>();
    for (int k = 0; k < change.size(); k++) {
      String place = "change[" + k + "]";
      List<Double> row = Check.numbers(place, change.get(k), 1);
      if (row.size() != columns) {
        throw BadInputException.at(
            place, row.size() + " values", columns + " values, one for each conductance");
      }
      for (int j = 0; j < columns && k > 0; j++) {
        if (row.get(j) < rows.get(k - 1).get(j)) {
          throw BadInputException.at(
              place + "[" + j + "]",
              row.get(j) + " after " + rows.get(k - 1).get(j),
              "a quantile no smaller than that of a lower probability");
        }
      }
      rows.add(row);
    }
    return List.copyOf(rows);
  }

  /** Mean change at a conductance: the integral of the quantiles over the probability. */
  public double mean(double at) {
    double sum = 0;
    for (int k = 1; k < cdf.size(); k++) {
      double width = cdf.get(k) - cdf.get(k - 1);
      sum += width * (between(change.get(k - 1), at) + between(change.get(k), at)) / 2;
    }
    return sum;
  }

  /** Quantile of the change at a conductance for a probability in [0, 1]. */
  public double quantile(double at, double probability) {
    int above = segment(cdf, probability);
    double share = (probability - cdf.get(above - 1)) / (cdf.get(above) - cdf.get(above - 1));
    double low = between(change.get(above - 1), at);
    return low + share * (between(change.get(above), at) - low);
  }

  private double between(List<Double> row, double at) {
    int above = segment(g, at);
    double share = (at - g.get(above - 1)) / (g.get(above) - g.get(above - 1));
    double low = row.get(above - 1);
    return low + Math.max(0, Math.min(1, share)) * (row.get(above) - low);
  }

  /** Index of the upper end of the segment that holds a value, from 1 to the last. */
  private static int segment(List<Double> values, double value) {
    int low = 0;
    int high = values.size() - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (values.get(middle) <= value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
