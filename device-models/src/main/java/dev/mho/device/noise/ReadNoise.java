package dev.mho.device.noise;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Fluctuation of the conductance that a read sees around the conductance that exists, independent
 * from read to read. It never leaks into the state. Fluctuations that last longer than a read are
 * {@link TelegraphNoise}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WhiteReadNoise.class, name = "white"),
  @JsonSubTypes.Type(value = StateReadNoise.class, name = "state-dependent"),
  @JsonSubTypes.Type(value = FlickerNoise.class, name = "flicker")
})
public sealed interface ReadNoise permits WhiteReadNoise, StateReadNoise, FlickerNoise {

  /**
   * Standard deviation of one read in fractions of G_max.
   *
   * @param written G/G_max as it was right after the last write or pulse
   * @param present G/G_max of the device at this moment
   * @param seconds time since the last write or pulse, ≥ 0
   */
  double sigma(double written, double present, double seconds);

  /** Whether there is any. */
  boolean isPresent();

  /** Whether the noise of a device that nothing moves changes with time. */
  boolean ages();
}
