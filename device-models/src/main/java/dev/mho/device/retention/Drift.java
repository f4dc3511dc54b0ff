package dev.mho.device.retention;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * How a written conductance changes while nothing is done to it. A function of the time since the
 * write alone, so two waits of an hour are one wait of two; time 0 is legal.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PowerLawDrift.class, name = "power-law"),
  @JsonSubTypes.Type(value = Relaxation.class, name = "relaxation"),
  @JsonSubTypes.Type(value = Decay.class, name = "decay")
})
public sealed interface Drift permits PowerLawDrift, Relaxation, Decay {

  /** Time after the write up to which nothing has changed, in seconds. */
  double onsetSeconds();

  /**
   * G/G_max at a time; may leave the device's bounds.
   *
   * @param x G/G_max right after the write
   * @param seconds time since the write, ≥ 0
   * @param xi standard normal draw of the device, or of the write if {@link #redrawn}
   */
  double after(double x, double seconds, double xi);

  /** Whether each write and pulse draws anew, rather than each device once for its life. */
  boolean redrawn();
}
