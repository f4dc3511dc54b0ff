package dev.mho.device.response;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.mho.device.random.NoiseStream;
import java.util.Optional;

/**
 * How one pulse moves the normalised conductance g = (G − G_min)/(G_max − G_min).
 *
 * <p>A pulse of direction d ∈ {+1, −1} changes g by d·(m_d s_d(g) + σ_d(g) ξ), ξ standard normal
 * and new for every pulse, then clips to the device's own bounds [g_lo, g_hi]. s_d(g) ≥ 0 is what
 * the records of this family give, in fractions of the nominal range per pulse; m_d, near one, is
 * the device's own multiplier ({@link DeviceToDevice}); σ_d(g) is {@link CycleToCycle}'s. A
 * response that was tabulated with its spread draws from the table instead.
 *
 * <p>A response without a {@code down} branch is one-directional: pulses only raise the conductance
 * and an abrupt reset brings it down.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ConstantStep.class, name = "constant-step"),
  @JsonSubTypes.Type(value = LinearStep.class, name = "linear-step"),
  @JsonSubTypes.Type(value = SoftBounds.class, name = "soft-bounds"),
  @JsonSubTypes.Type(value = ExponentialStep.class, name = "exponential-step"),
  @JsonSubTypes.Type(value = PowerStep.class, name = "power-step"),
  @JsonSubTypes.Type(value = PiecewiseStep.class, name = "piecewise-step"),
  @JsonSubTypes.Type(value = CumulativeExponential.class, name = "cumulative-exponential"),
  @JsonSubTypes.Type(value = TabulatedStep.class, name = "tabulated-step"),
  @JsonSubTypes.Type(value = IntegratedPulse.class, name = "integrated-pulse")
})
public sealed interface PulseResponse
    permits ConstantStep,
        LinearStep,
        SoftBounds,
        ExponentialStep,
        PowerStep,
        PiecewiseStep,
        CumulativeExponential,
        TabulatedStep,
        IntegratedPulse {

  /**
   * Mean size m_d s_d(g) ≥ 0 of the step that one pulse makes.
   *
   * @param g normalised conductance before the pulse
   * @param own the device
   * @throws java.util.NoSuchElementException if the response has no branch of that direction
   */
  double step(Polarity polarity, double g, Specimen own);

  /** The scale Δ_d in front of s_d that {@link CycleToCycle#ofScale} refers to. */
  double scale(Polarity polarity);

  /** Whether pulses can lower the conductance; if not, only a reset does. */
  boolean lowers();

  /** Spread from pulse to pulse; empty if it was not measured. */
  Optional<CycleToCycle> cycleToCycle();

  /** Spread of the step size from device to device; empty if it was not measured. */
  Optional<DeviceToDevice> deviceToDevice();

  /** The same response, every pulse making its mean step. */
  PulseResponse withoutCycleToCycle();

  /** The same response, all devices alike. */
  PulseResponse withoutDeviceToDevice();

  /** Whether two equal pulses may make different steps. */
  default boolean isRandom() {
    return cycleToCycle().filter(CycleToCycle::isPresent).isPresent();
  }

  /**
   * What a device keeps of its own shape.
   *
   * @param multiplier of the shape parameter that {@link DeviceToDevice#shape} spreads, 1 nominally
   */
  default double shape(Polarity polarity, double multiplier) {
    return multiplier;
  }

  /**
   * Size of one drawn step along the pulse's direction; negative if noise turns it round.
   *
   * @param noise stream of the population
   * @param device global index of the device
   * @param pulse number of the pulse in the device's life
   */
  default double drawnStep(
      Polarity polarity, double g, Specimen own, NoiseStream noise, long device, long pulse) {
    double mean = step(polarity, g, own);
    if (cycleToCycle().isEmpty()) {
      return mean;
    }
    double scale = own.scale(polarity) * scale(polarity);
    double sigma = cycleToCycle().get().sigma(mean, scale, g);
    return sigma == 0 ? mean : mean + sigma * noise.normal(device, pulse);
  }

  /**
   * Draws one step for each of many devices, in its own direction.
   *
   * @param noise stream of the population
   */
  default void drawSteps(PulsedDevices devices, NoiseStream noise) {
    meanSteps(devices);
    Optional<CycleToCycle> spread = cycleToCycle().filter(CycleToCycle::isPresent);
    if (spread.isPresent()) {
      double up = scale(Polarity.UP);
      spread.get().spread(devices, up, lowers() ? scale(Polarity.DOWN) : up, noise);
    }
  }

  /**
   * Draws the sum of {@link PulsedDevices#counts} steps for each of many devices, to first order:
   * all n steps of a device as large as at its present conductance, n m + √n (d − m) with mean m
   * and one drawn step d.
   *
   * @param noise stream of the population
   */
  default void drawSums(PulsedDevices devices, NoiseStream noise) {
    drawSteps(devices, noise);
    devices.keepDrawn();
    meanSteps(devices);
    devices.sum();
  }

  /** Works out {@link #step} for each of many devices. */
  default void meanSteps(PulsedDevices devices) {
    for (int i = 0; i < devices.size(); i++) {
      double g = devices.conductance().get(i);
      devices.step().set(i, step(devices.polarity(i), g, devices.specimen(i)));
    }
  }

  /** Mean step of the nominal device in the middle of its range. */
  default double nominalStep(Polarity polarity) {
    return step(polarity, 0.5, Specimen.nominal(this));
  }

  /**
   * The conductance at which a pulse up and a pulse down make equal mean steps, where pulses of
   * alternating direction lead; the bound with the smaller step against it if there is none between
   * the device's bounds. Found by bisection to 1e-12.
   *
   * @throws java.util.NoSuchElementException if the response is one-directional
   */
  default double symmetryPoint(Specimen own) {
    double low = own.low();
    double high = own.high();
    while (high - low > 1e-12) {
      double middle = (low + high) / 2;
      if (step(Polarity.UP, middle, own) > step(Polarity.DOWN, middle, own)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
