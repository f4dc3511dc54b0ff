package dev.mho.device.retention;

import dev.mho.device.format.Check;

/**
 * A random walk of the conductance while time passes: a Brownian motion whose standard deviation
 * after t seconds is ρ √t, on top of any drift. A path is a function of device and time alone
 * ({@link dev.mho.device.random.WienerPath}).
 *
 * @param ofRangePerRootSecond ρ > 0, fraction of the nominal range per √s
 */
public record Diffusion(double ofRangePerRootSecond) {
  public Diffusion {
    Check.positive("of_range_per_root_second", ofRangePerRootSecond);
  }
}
