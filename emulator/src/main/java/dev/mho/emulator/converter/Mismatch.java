package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/**
 * How the converters of an array's lines differ: each sees (1 + G) y + O · step in place of y, G
 * and O drawn once per converter.
 *
 * @param offsetSpread standard deviation of O, in steps, ≥ 0
 * @param gainSpread standard deviation of G, 0 to 1
 * @param linesEach how many neighbouring lines share one converter, ≥ 1
 */
public record Mismatch(double offsetSpread, double gainSpread, int linesEach) {
  /** One converter a line, all alike. */
  public static final Mismatch NONE = new Mismatch(0, 0, 1);

  public Mismatch {
    Check.within("offset-lsb", offsetSpread, 0, 1e6);
    Check.within("gain", gainSpread, 0, 1);
    Check.within("lines-each", linesEach, 1, 1 << 16);
  }

  /** Whether converters differ in offset or gain. */
  public boolean isPresent() {
    return offsetSpread > 0 || gainSpread > 0;
  }
}
