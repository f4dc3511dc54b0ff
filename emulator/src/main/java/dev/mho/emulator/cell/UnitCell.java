package dev.mho.emulator.cell;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import java.util.List;
import java.util.Optional;

/**
 * How one signed weight sits in devices of a crossing: each device r counts with a significance c_r
 * and is compared with a reference ρ_r,
 *
 * <pre>
 * w = κ Σ_r c_r (g_r − ρ_r)
 * </pre>
 *
 * g normalised, κ the {@linkplain #scale weight of one device's whole range}. ρ is 0 where another
 * device does the comparing.
 */
public sealed interface UnitCell permits SingleDevice, DifferentialPair, DeviceGroup {

  /** Largest weight in magnitude that the cell can hold; > 0, in weight units. */
  double weightRange();

  /** The same cell with another range of weights. */
  UnitCell spanning(double weightRange);

  /** κ > 0, in weight units. */
  double scale();

  /** The devices, by index. */
  List<Role> roles();

  /** ρ of the nominal device of a role. */
  double reference(int role);

  /**
   * The smallest {@link #weightRange} with which the cell holds weights of an interval; sides that
   * it does not have are left out of account.
   *
   * @param lowest ≤ 0
   * @param highest ≥ 0
   */
  double rangeFor(double lowest, double highest);

  /** Whether a weight lies within what nominal devices can hold; rounding is forgiven. */
  boolean holds(double weight);

  /**
   * Where a device is to be for a weight; weights that the cell does not hold are taken for the
   * nearest that it does.
   *
   * @param reference ρ of this very device
   * @return normalised conductance in [0, 1]
   */
  float target(int role, double weight, double reference);

  /** Elements that take turns in being pulsed; 1 if all devices are always pulsed together. */
  default int turns() {
    return 1;
  }

  /** Whose turn it is in an update; always 0 where nobody takes turns. */
  default int turn(long update, NoiseStream stream) {
    return 0;
  }

  /**
   * The direction in which a coincidence pulses a device; empty if it leaves it alone.
   *
   * @param raise whether the weight is to rise
   * @param turn whose turn it is
   * @param lowers whether pulses can lower the devices' conductance
   */
  Optional<Polarity> pulsed(int role, boolean raise, int turn, boolean lowers);

  /** The pairs that the cell is made of; empty if it is made of something else. */
  default Optional<DifferentialPair> pair() {
    return Optional.empty();
  }

  /** Whether each device is compared with a reference of its own. */
  default boolean comparesWithOwn() {
    return false;
  }

  /** How the devices' references leave the read. */
  default Subtraction subtraction() {
    return Subtraction.IN_ARRAY;
  }

  /**
   * Mean change of Σ c g for one coincidence, at mid-range of the nominal device, over both
   * directions and all turns.
   */
  default double granularity(PulseResponse response) {
    double sum = 0;
    for (int turn = 0; turn < turns(); turn++) {
      for (Role role : roles()) {
        for (boolean raise : new boolean[] {true, false}) {
          Optional<Polarity> polarity = pulsed(role.index(), raise, turn, response.lowers());
          if (polarity.isPresent()) {
            sum += Math.abs(role.significance()) * response.nominalStep(polarity.get());
          }
        }
      }
    }
    return sum / (2 * turns());
  }
}
