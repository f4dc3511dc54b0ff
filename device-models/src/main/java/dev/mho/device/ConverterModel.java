package dev.mho.device;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.List;

/**
 * A measured analogue-to-digital converter. Its range is cut into 2^b steps of width (high −
 * low)/2^b. It sees (1 + gain error) v + offset · step in place of v, and of that code k begins at
 *
 * <pre>
 * low + (k + INL_k) step,   k = 1 … 2^b − 1
 * </pre>
 *
 * @param name of the converter, for people
 * @param bits b, 2 to 16
 * @param low lower end of the range, in {@code unit}
 * @param high upper end, above {@code low}
 * @param unit of both ends, for example {@code V}
 * @param offsetLsb offset, in steps
 * @param gainError relative error of the gain, above −1
 * @param inlLsb integral nonlinearity of each transition, 2^b − 1 numbers in steps; empty: none
 * @param provenance where the numbers come from
 */
public record ConverterModel(
    String name,
    int bits,
    double low,
    double high,
    String unit,
    double offsetLsb,
    double gainError,
    List<Double> inlLsb,
    Provenance provenance) {
  public ConverterModel {
    Check.present("name", name);
    Check.within("bits", bits, 2, 16);
    Check.finite("low", low);
    Check.finite("high", high);
    if (high <= low) {
      throw BadInputException.at("high", Double.toString(high), "above low, " + low);
    }
    Check.present("unit", unit);
    Check.finite("offset_lsb", offsetLsb);
    Check.within("gain_error", gainError, -0.99, 100);
    inlLsb = inlLsb == null ? List.of() : Check.numbers("inl_lsb", inlLsb, 0);
    int transitions = (1 << bits) - 1;
    if (!inlLsb.isEmpty() && inlLsb.size() != transitions) {
      throw BadInputException.at(
          "inl_lsb",
          "a list of " + inlLsb.size(),
          transitions + " numbers, one a transition of " + bits + " bits, or none");
    }
    Check.present("provenance", provenance);
  }
}
