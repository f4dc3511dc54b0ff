package dev.mho.calibration.selection;

import dev.mho.calibration.fit.ResponseFit;
import java.util.Optional;

/**
 * A fit among others.
 *
 * @param fit the fit
 * @param aic Akaike's criterion of both directions
 * @param bic the Bayesian criterion
 * @param tie the family that draws the same curve and was fitted before it
 * @param obstacle why a device file cannot hold it
 */
public record Candidate(
    ResponseFit fit, double aic, double bic, Optional<String> tie, Optional<String> obstacle) {}
