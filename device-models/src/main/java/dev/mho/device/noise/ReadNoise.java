package dev.mho.device.noise;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Fluctuation of the conductance that a read sees around the conductance that exists. It never
 * leaks into the state.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes(@JsonSubTypes.Type(value = WhiteReadNoise.class, name = "white"))
public sealed interface ReadNoise permits WhiteReadNoise {

  /**
   * Standard deviation of one read, in fractions of the nominal range.
   *
   * @param conductance G/(G_max − G_min) of the device at this moment
   */
  double sigma(double conductance);
}
