package dev.mho.experiments.spec;

import dev.mho.device.format.Check;

/**
 * The exact twin beside a run on hardware.
 *
 * @param exact whether it runs
 * @param probe samples of the batch on which reads are compared, ≥ 1
 */
public record CrossCheckSpec(Boolean exact, Integer probe) {
  public CrossCheckSpec {
    exact = Defaults.or(exact, true);
    probe = Check.within("probe", Defaults.or(probe, 64), 1, 1 << 20);
  }
}
