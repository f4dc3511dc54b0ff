package dev.mho.device.noise;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.curve.Curve;
import dev.mho.device.format.Check;

/**
 * 1/f noise as it accumulates from the write on:
 *
 * <pre>
 * σ(t) = A √(ln((t + t_r)/(2 t_r)))
 * A    = q(x) G    or    q(x) G_max
 * </pre>
 *
 * the standard deviation of a process with a 1/f spectrum between 1/t and 1/(2 t_r). Nothing before
 * t = t_r. Source: Nandakumar et al., ICECS 2019; Le Gallo et al., Nat. Electron. 6:680 (2023).
 *
 * <p>Reads draw independently, as those sources do; a real 1/f process is correlated from one read
 * to the next, so averaging many reads helps less on hardware than here.
 *
 * @param amplitude q, ≥ 0, against x
 * @param of what q is a fraction of and what x is
 * @param readSeconds t_r > 0, duration of a read
 */
public record FlickerNoise(Curve amplitude, Reference of, double readSeconds) implements ReadNoise {

  /** What the amplitude refers to. */
  public enum Reference {
    /** A fraction of the present conductance, x that right after the write. */
    @JsonProperty("conductance")
    CONDUCTANCE,
    /** A fraction of G_max, x the present conductance. */
    @JsonProperty("maximum")
    MAXIMUM
  }

  public FlickerNoise {
    Check.present("amplitude", amplitude);
    Check.present("of", of);
    Check.positive("read_seconds", readSeconds);
  }

  @Override
  public double sigma(double written, double present, double seconds) {
    if (seconds <= readSeconds) {
      return 0;
    }
    double spectrum = StrictMath.log((seconds + readSeconds) / (2 * readSeconds));
    double size =
        switch (of) {
          case CONDUCTANCE -> Math.abs(present) * amplitude.at(written);
          case MAXIMUM -> amplitude.at(present);
        };
    return Math.max(0, size) * Math.sqrt(spectrum);
  }

  @Override
  public boolean isPresent() {
    return amplitude.largest() > 0;
  }

  @Override
  public boolean ages() {
    return true;
  }
}
