package dev.mho.calibration.converter;

import dev.mho.device.Provenance;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file {@code *.converter.json} of a measured converter.
 *
 * <pre>
 * sees          (1 + gain_error) y + offset_lsb · LSB,   LSB = (high − low)/2^bits
 * code k begins at   low + (k + inl_lsb[k−1]) LSB,   k = 1 … 2^bits − 1
 * </pre>
 *
 * @param name letters, digits, dots and dashes
 * @param bits b
 * @param low nominal input at which the range begins, a step below the first transition
 * @param high nominal input at which it ends, a step above the last
 * @param unit of low and high
 * @param offsetLsb offset, in steps
 * @param gainError relative
 * @param inlLsb distance of each transition from the line through the first and the last, in steps
 * @param provenance where the numbers come from
 */
public record ConverterFile(
    String name,
    int bits,
    double low,
    double high,
    String unit,
    double offsetLsb,
    double gainError,
    List<Double> inlLsb,
    Provenance provenance) {
  /** What the key {@code mho} says. */
  public static final String KIND = "converter/1";

  public ConverterFile {
    inlLsb = List.copyOf(inlLsb);
  }

  /** The text of the file. */
  public String print() {
    return StrictFormat.json().print(KIND, this);
  }

  /** Writes the file; it appears whole or not at all. */
  public void write(Path file) throws IOException {
    WholeFile.write(file, print());
  }
}
