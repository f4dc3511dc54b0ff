package dev.mho.device.compact;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * A memristor with one internal state s, in SI units:
 *
 * <pre>
 * I     = I(s, V)
 * ds/dt = v(s, V),   s kept between its off and on ends
 * </pre>
 *
 * What s is (a length, a fraction, a resistance) each model says; which voltage sets and which
 * resets follows from its parameters. All models are deterministic. Volts must be finite.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
  @JsonSubTypes.Type(value = VoltageThreshold.class, name = "vteam"),
  @JsonSubTypes.Type(value = LinearIonDrift.class, name = "linear-ion-drift"),
  @JsonSubTypes.Type(value = StanfordPku.class, name = "stanford-pku"),
  @JsonSubTypes.Type(value = DataDriven.class, name = "data-driven"),
  @JsonSubTypes.Type(value = QuadraticDataDriven.class, name = "quadratic-data-driven")
})
public sealed interface CompactModel
    permits VoltageThreshold, LinearIonDrift, StanfordPku, MeasuredSwitching {

  /** State of least conductance. */
  double offState();

  /** State of most conductance. */
  double onState();

  /** Current in amperes, of the sign of {@code volts}. */
  double current(double state, double volts);

  /** ds/dt in units of the state per second, as if the state had no ends. */
  double speed(double state, double volts);

  /**
   * State of the given conductance at the given read voltage, the inverse of {@link #conductance};
   * the nearer end where the range does not reach so far.
   *
   * @param siemens current over voltage, above 0
   * @param readVolts not 0
   * @throws BadInputException if either is not as said
   */
  double stateAt(double siemens, double readVolts);

  /**
   * State after one step at constant voltage. Euler's explicit step s + v(s, V)·t, of first order;
   * models that can be solved at constant voltage step exactly and say so.
   *
   * @param seconds length of the step, above 0
   */
  default double advance(double state, double volts, double seconds) {
    return bounded(state + speed(state, volts) * seconds);
  }

  /** The state nearest to {@code state} that lies between the ends. */
  default double bounded(double state) {
    double low = Math.min(offState(), onState());
    double high = Math.max(offState(), onState());
    return Math.min(Math.max(state, low), high);
  }

  /**
   * I(s, V)/V in siemens.
   *
   * @param readVolts not 0
   * @throws BadInputException if it is 0 or not finite
   */
  default double conductance(double state, double readVolts) {
    return current(state, readVolts) / NotZero.check("read_volts", readVolts);
  }

  /**
   * State after a rectangular pulse, integrated in equal steps.
   *
   * @param seconds length of the pulse, ≥ 0
   * @param timeStep longest step, seconds
   * @throws BadInputException if a number is out of range, or more than 2³¹ − 1 steps are needed
   */
  default double apply(double state, double volts, double seconds, double timeStep) {
    Check.finite("volts", volts);
    Check.notNegative("seconds", seconds);
    Check.positive("time_step", timeStep);
    double steps = Math.ceil(seconds / timeStep);
    Check.within("seconds / time_step", steps, 0, Integer.MAX_VALUE);
    double moved = state;
    for (int step = 0; step < steps; step++) {
      moved = advance(moved, volts, seconds / steps);
    }
    return moved;
  }

  /**
   * Plays a sampled waveform as a source-measure unit does: each voltage is held, then read.
   *
   * @param state before the first sample
   * @param volts one voltage a sample
   * @param seconds how long each is held, above 0
   * @param timeStep longest step of the integration, seconds
   * @throws BadInputException if a number is out of range, or a current overflows
   */
  default Sweep sweep(double state, double[] volts, double seconds, double timeStep) {
    Check.positive("seconds", seconds);
    double[] states = new double[volts.length];
    double[] amperes = new double[volts.length];
    double moved = state;
    for (int sample = 0; sample < volts.length; sample++) {
      moved = apply(moved, volts[sample], seconds, timeStep);
      states[sample] = moved;
      amperes[sample] = Check.finite("amperes", current(moved, volts[sample]));
    }
    return new Sweep(states, amperes);
  }

  /**
   * What a waveform leaves behind, one number a sample.
   *
   * @param state at the end of each sample
   * @param amperes current in that state at the sample's voltage
   */
  record Sweep(double[] state, double[] amperes) {}
}
