package dev.mho.device.retention;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How a written conductance changes while nothing is done to it. A function of the time since the
 * write alone, so two waits of an hour are one wait of two.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes(@JsonSubTypes.Type(value = PowerLawDrift.class, name = "power-law"))
public sealed interface Drift permits PowerLawDrift {

  /** Time after the write up to which nothing has changed, in seconds. */
  double onsetSeconds();

  /** The exponent of a device whose standard normal draw is {@code xi}. */
  double exponent(double xi);

  /**
   * Factor by which G, in siemens, has changed.
   *
   * @param seconds time since the write, ≥ 0
   * @param exponent the device's own exponent
   */
  double factor(double seconds, double exponent);
}
