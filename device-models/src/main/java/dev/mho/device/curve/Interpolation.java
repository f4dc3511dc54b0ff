package dev.mho.device.curve;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Collections;
import java.util.List;

/**
 * Straight lines between measured points (x_i, f_i); level beyond the first and the last.
 *
 * @param x ascending, at least two
 * @param f as many values
 */
public record Interpolation(List<Double> x, List<Double> f) implements Curve {
  public Interpolation {
    x = Check.numbers("x", x, 2);
    f = Check.numbers("f", f, x.size());
    if (f.size() != x.size()) {
      throw BadInputException.at("f", f.size() + " values", x.size() + " values, one for each x");
    }
    Check.ascending("x", x);
  }

  @Override
  public double at(double at) {
    int found = Collections.binarySearch(x, at);
    if (found >= 0) {
      return f.get(found);
    }
    int above = -found - 1;
    if (above == 0) {
      return f.get(0);
    }
    if (above == x.size()) {
      return f.get(above - 1);
    }
    double share = (at - x.get(above - 1)) / (x.get(above) - x.get(above - 1));
    return f.get(above - 1) + share * (f.get(above) - f.get(above - 1));
  }
}
