package dev.mho.calibration.fit;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A family of mean steps s(u; θ) against the distance travelled u, in the form that is best
 * conditioned for fitting. u runs upward in both directions: u = y up and u = 1 − y down, where y
 * is the measured conductance on the scale of the measurement's own range. Parameters are steps at
 * two conductances that the train visited, not amplitudes and rates, which cancel each other.
 */
interface StepLaw {

  /** Names of θ, for reports. */
  List<String> names();

  /** Smallest values allowed. */
  double[] low();

  /** Largest values allowed. */
  double[] high();

  /** Points from which to start looking, best guesses first. */
  List<double[]> starts();

  /**
   * s(u; θ).
   *
   * @param partials receives ∂s/∂θ_j at j and ∂s/∂u at the end
   */
  double step(double u, double[] theta, double[] partials);

  /** The u at which a device comes to a halt. */
  default double halt(double[] theta) {
    return Double.POSITIVE_INFINITY;
  }

  /** Moves θ, already within its limits, to where the law makes sense. */
  default void constrain(double[] theta) {}

  /** The state before the first pulse where the law knows it; empty if it is a parameter too. */
  default OptionalDouble fixedStart() {
    return OptionalDouble.empty();
  }

  /** The lowest u at which a train may begin. */
  default double lowestStart() {
    return -2;
  }

  /** How many numbers beside θ were read off the data: bounds, ends. */
  default int takenFromData() {
    return 0;
  }
}
