package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.Levels;

/**
 * Input converter.
 *
 * @param bits 7 if left out
 * @param levels mid-tread if left out
 * @param rounding nearest if left out
 */
public record DacKeys(Integer bits, Levels levels, Rounds rounding) {

  /** How a converter rounds. */
  public enum Rounds {
    /** To the nearest level. */
    @JsonProperty("nearest")
    NEAREST,
    /** Up and down by chance, right on average. */
    @JsonProperty("stochastic")
    STOCHASTIC
  }

  public DacKeys {
    bits = Defaults.or(bits, 7);
    levels = Defaults.or(levels, Levels.MID_TREAD);
    rounding = Defaults.or(rounding, Rounds.NEAREST);
    new Dac(levels, bits, rounding == Rounds.STOCHASTIC);
  }

  /** The converter. */
  Dac dac() {
    return new Dac(levels, bits, rounding == Rounds.STOCHASTIC);
  }
}
