package dev.mho.calibration.measurement;

import java.util.Locale;

/**
 * Where one converter changes its code.
 *
 * <pre>
 *   from INL in LSB by code:  level[k] = k + INL[k]
 *   from DNL in LSB by code:  level[k] = k + DNL[0] + … + DNL[k−1]
 * </pre>
 *
 * <p>so that a file of INL or DNL and a file of levels say the same. Code 0 has no transition: a
 * converter of b bits has 2^b − 1.
 *
 * @param device which converter; empty where the file names none
 * @param unit of the levels
 * @param codes the code entered at each level, ascending
 * @param levels input at which the code is entered, as many; two equal levels are a missing code
 */
public record Transitions(String device, Unit unit, int[] codes, double[] levels) {
  /** In what levels are given. */
  public enum Unit {
    /** Volts at the input. */
    VOLTS,
    /** Amperes at the input. */
    AMPERES,
    /** Steps of an ideal converter. */
    LSB;

    /** The name in files: {@code volts}. */
    public String spelling() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies both arrays. */
  public Transitions {
    codes = codes.clone();
    levels = levels.clone();
    Lengths.equal("codes", codes.length, "levels", levels.length);
  }

  @Override
  public int[] codes() {
    return codes.clone();
  }

  @Override
  public double[] levels() {
    return levels.clone();
  }

  /** Number of transitions. */
  public int size() {
    return codes.length;
  }
}
