package dev.mho.emulator.cell;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.response.Polarity;
import java.util.List;
import java.util.Optional;

/**
 * A signed weight as one device against a reference, w = κ (g − ρ). Weights reach from −κρ to κ (1
 * − ρ); the {@linkplain #weightRange larger of the two} fixes κ.
 *
 * <p>A positive coincidence gives the device an up pulse, a negative one a down pulse; whatever it
 * is compared with is left alone. One-directional devices cannot serve: nothing would lower a
 * weight.
 *
 * @param weightRange W > 0, weight at the bound that is farther from ρ: κ = W/max(ρ, 1 − ρ)
 * @param zero ρ from 0 to 1: normalised conductance of a zero weight
 * @param against what the device is compared with
 * @param subtraction where that leaves the read; other than in the array only of a fixed reference
 */
public record SingleDevice(
    double weightRange, double zero, Against against, Subtraction subtraction) implements UnitCell {

  /** What a single device is compared with. */
  public enum Against {
    /** ρ, the same for all. */
    @JsonProperty("fixed")
    FIXED,
    /**
     * The device's own, as its file describes it ({@link dev.mho.device.response.Reference}): its
     * symmetry point, say; ρ only sets κ.
     */
    @JsonProperty("own")
    OWN,
    /** A second device, programmed to ρ and never pulsed, with flaws and drift of its own. */
    @JsonProperty("device")
    DEVICE
  }

  public SingleDevice {
    Check.positive("weight_range", weightRange);
    Check.within("zero", zero, 0, 1);
    Check.present("against", against);
    Check.present("subtraction", subtraction);
    if (subtraction != Subtraction.IN_ARRAY && against != Against.FIXED) {
      throw BadInputException.at(
          "subtraction", subtraction + " of a reference " + against, "IN_ARRAY, or FIXED");
    }
  }

  /** A device against a reference that is taken off in the array. */
  public SingleDevice(double weightRange, double zero, Against against) {
    this(weightRange, zero, against, Subtraction.IN_ARRAY);
  }

  /** A device against the middle of its range. */
  public SingleDevice(double weightRange) {
    this(weightRange, 0.5, Against.FIXED);
  }

  /**
   * A device whose zero weight is a level of its own: of n levels the one above the middle, if n is
   * even, so that ±W lie on levels as well.
   *
   * @param weightRange W, reached on either side
   * @param levels n ≥ 3
   */
  public static SingleDevice onLevels(double weightRange, int levels, Subtraction subtraction) {
    Check.within("levels", levels, 3, 1 << 24);
    int above = (levels - 1) / 2;
    double below = levels - 1 - above;
    return new SingleDevice(
        weightRange * (below / above), below / (levels - 1), Against.FIXED, subtraction);
  }

  @Override
  public SingleDevice spanning(double range) {
    return new SingleDevice(range, zero, against, subtraction);
  }

  @Override
  public double scale() {
    return weightRange / Math.max(zero, 1 - zero);
  }

  @Override
  public List<Role> roles() {
    return against == Against.DEVICE ? List.of(Role.DEVICE, Role.REFERENCE) : List.of(Role.DEVICE);
  }

  @Override
  public double reference(int role) {
    return against == Against.DEVICE ? 0 : zero;
  }

  @Override
  public double rangeFor(double lowest, double highest) {
    double below = zero == 0 ? 0 : -lowest / zero;
    double above = zero == 1 ? 0 : highest / (1 - zero);
    return Math.max(below, above) * Math.max(zero, 1 - zero);
  }

  @Override
  public boolean holds(double weight) {
    double slack = weightRange * 1e-12;
    return weight <= scale() * (1 - zero) + slack && weight >= -scale() * zero - slack;
  }

  @Override
  public float target(int role, double weight, double reference) {
    if (role > 0) {
      return (float) zero;
    }
    double from = against == Against.OWN ? reference : zero;
    return (float) Math.min(1, Math.max(0, from + weight / scale()));
  }

  @Override
  public Optional<Polarity> pulsed(int role, boolean raise, int turn, boolean lowers) {
    if (role > 0) {
      return Optional.empty();
    }
    if (raise) {
      return Optional.of(Polarity.UP);
    }
    return lowers ? Optional.of(Polarity.DOWN) : Optional.empty();
  }

  @Override
  public boolean comparesWithOwn() {
    return against == Against.OWN;
  }
}
