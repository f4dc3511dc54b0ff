package dev.mho.emulator.cell;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.Check;

/**
 * A signed weight as the difference of two devices, w = κ (g⁺ − g⁻), g normalised; κ is the weight
 * that a fully set and a fully reset device make together.
 *
 * <p>A positive coincidence gives g⁺ an up pulse and g⁻ a down pulse, a negative one the opposite,
 * so that the asymmetry of the devices cancels where g⁺ = g⁻.
 *
 * <p>Of one-directional devices, which pulses only raise, a positive coincidence raises g⁺ and a
 * negative one g⁻, and {@link Refresh} makes room again.
 *
 * @param weightRange κ > 0, in weight units
 * @param rest where both devices of a zero weight sit
 * @param refresh when a pair of one-directional devices is made free again; of no account for
 *     others
 */
public record DifferentialPair(double weightRange, Rest rest, Refresh refresh) {

  /** Where the devices of a zero weight are programmed. */
  public enum Rest {
    /** Mid-range, g⁺ + g⁻ = 1: room to move either way, for arrays that learn. */
    @JsonProperty("middle")
    MIDDLE,
    /** At G_min, one of the two always 0: least current and noise, for arrays that only infer. */
    @JsonProperty("minimum")
    MINIMUM
  }

  public DifferentialPair {
    Check.positive("weight_range", weightRange);
    Check.present("rest", rest);
    Check.present("refresh", refresh);
  }

  /** A pair with the usual refresh. */
  public DifferentialPair(double weightRange, Rest rest) {
    this(weightRange, rest, Refresh.usual());
  }

  /** Target of the plus device for a weight; beyond ±κ it is that of ±κ. */
  public float plus(double weight) {
    double difference = Math.min(1, Math.max(-1, weight / weightRange));
    return (float) (rest == Rest.MIDDLE ? (1 + difference) / 2 : Math.max(0, difference));
  }

  /** Target of the minus device for a weight. */
  public float minus(double weight) {
    return plus(-weight);
  }
}
