package dev.mho.emulator.converter;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import java.util.List;

/**
 * A converter as it was measured: it sees (1 + gain error) y + offset · step, and code k begins at
 * low + (k + INL_k) step.
 *
 * @param bits b, 2 to 16
 * @param offsetSteps offset, in steps
 * @param gainError relative, above −1
 * @param inl integral nonlinearity INL_k of the 2^b − 1 transitions k = 1 …, in steps; empty: none
 */
public record Measured(int bits, double offsetSteps, double gainError, List<Double> inl)
    implements CellModel {
  public Measured {
    Check.within("bits", bits, 2, 16);
    Check.finite("offset_lsb", offsetSteps);
    Check.within("gain_error", gainError, -0.99, 100);
    inl = inl.isEmpty() ? List.of() : Check.numbers("inl_lsb", inl, 1);
    int transitions = (1 << bits) - 1;
    if (!inl.isEmpty() && inl.size() != transitions) {
      throw BadInputException.at(
          "inl_lsb",
          "a list of " + inl.size(),
          transitions + " numbers, one a transition of " + bits + " bits, or none");
    }
  }

  @Override
  public boolean isFlawed() {
    return offsetSteps != 0 || gainError != 0 || inl.stream().anyMatch(steps -> steps != 0);
  }

  @Override
  public AdcModel ideal() {
    return new Measured(bits, 0, 0, List.of());
  }

  @Override
  public Transfer sample(
      double low, double high, int converters, int linesEach, NoiseStream stream) {
    double[] edges = Cells.even(bits);
    for (int k = 0; k < inl.size(); k++) {
      edges[k] += inl.get(k) * 2 / (1 << bits);
    }
    double[][] alike = {Cells.ascending(edges)};
    return new Cells(bits, low, high, alike, linesEach);
  }
}
