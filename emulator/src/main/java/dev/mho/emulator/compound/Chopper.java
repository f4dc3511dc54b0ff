package dev.mho.emulator.compound;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.Check;

/**
 * When the sign with which a line of the fast array is written turns round, so that what devices do
 * of themselves averages out (Rasch et al., Nat. Commun. 15:7133, 2024).
 *
 * @param period transfers of a line between two turns, on average, ≥ 1. aihwkit: 1/in_chop_prob
 * @param kind regular or by chance
 */
public record Chopper(int period, Kind kind) {

  /** What decides. */
  public enum Kind {
    /** After every {@code period} transfers of the line. */
    @JsonProperty("regular")
    REGULAR,
    /** After any transfer of the line with probability 1/{@code period}. */
    @JsonProperty("random")
    RANDOM
  }

  public Chopper {
    Check.within("period", period, 1, Integer.MAX_VALUE);
    Check.present("kind", kind);
  }

  /** Whether the sign turns after a line's n-th transfer. */
  boolean turnsAfter(long transfers, double draw) {
    return kind == Kind.REGULAR ? transfers % period == 0 : draw * period < 1;
  }
}
