package dev.mho.experiments.spec;

import dev.mho.device.format.Check;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;

/**
 * {@link DecorrelationSpec} as a file spells it; all keys but the rate may be left out.
 *
 * @param rate η ≥ 0; 0 is the control that removes the mean, keeps the gain and never moves R
 */
public record DecorrelationKeys(
    Double rate,
    Diagonal diagonal,
    Double samples,
    Boolean demean,
    Gain gain,
    Boolean demeanGradient,
    Double meanMomentum) {
  public DecorrelationKeys {
    Check.present("rate", rate);
    diagonal = Defaults.or(diagonal, Diagonal.KEEP);
    samples = Defaults.or(samples, 0.1);
    demean = Defaults.or(demean, true);
    gain = Defaults.or(gain, Gain.DEMEANED);
    demeanGradient = Defaults.or(demeanGradient, false);
    meanMomentum = Defaults.or(meanMomentum, 0.1);
    new DecorrelationSpec(rate, diagonal, samples, demean, gain, demeanGradient, meanMomentum);
  }

  /** The settings for the learning floor. */
  public DecorrelationSpec settings() {
    return new DecorrelationSpec(
        rate, diagonal, samples, demean, gain, demeanGradient, meanMomentum);
  }
}
