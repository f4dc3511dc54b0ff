package dev.mho.device.noise;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.curve.Curve;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;

/**
 * Spread of the conductance reached around the conductance that a write was meant to reach: G = G_t
 * + σ(G_t) ε with ε of mean 0 and variance 1.
 *
 * @param sigma σ in fractions of G_max against G_t/G_max; below zero counts as zero; above 0
 *     somewhere and at most 1
 * @param shape distribution of ε
 * @param reach where the error may lead
 */
public record ProgrammingError(Curve sigma, Shape shape, Reach reach) {

  /** Distribution of the error. */
  public enum Shape {
    /** Normal: what statistical models of programming assume. */
    @JsonProperty("normal")
    NORMAL,
    /**
     * Uniform within ±√3 σ: bounded, as what a verified write leaves, whose tolerance cuts the
     * tails off.
     */
    @JsonProperty("uniform")
    UNIFORM
  }

  public ProgrammingError {
    Check.present("sigma", sigma);
    Check.present("shape", shape);
    Check.present("reach", reach);
    double largest = sigma.largest();
    if (!(largest > 0 && largest <= 1)) {
      throw BadInputException.at(
          "sigma",
          "a largest value of " + largest,
          "a sigma above 0 and at most 1 of G_max, somewhere from G = 0 to G_max");
    }
  }

  /** σ in fractions of G_max for a target x = G_t/G_max. */
  public double level(double x) {
    return Math.max(0, sigma.at(x));
  }

  /**
   * The error ε σ of one write, in fractions of G_max.
   *
   * @param x target G_t/G_max
   * @param noise stream of the population
   * @param device global index of the device
   * @param write number of the write in the population's life
   */
  public double drawn(double x, NoiseStream noise, long device, long write) {
    return level(x)
        * switch (shape) {
          case NORMAL -> noise.normal(device, write);
          case UNIFORM -> Math.sqrt(3) * (2 * noise.uniform(device, write) - 1);
        };
  }
}
