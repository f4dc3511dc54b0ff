package dev.mho.emulator.cell;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.response.Polarity;
import java.util.List;
import java.util.Optional;

/**
 * A signed weight as the difference of two devices, w = κ (g⁺ − g⁻), g normalised; κ is the weight
 * that a fully set and a fully reset device make together.
 *
 * <p>A positive coincidence gives g⁺ an up pulse and g⁻ a down pulse, a negative one the opposite,
 * so that the asymmetry of the devices cancels where g⁺ = g⁻.
 *
 * <p>Of one-directional devices, which pulses only raise, a positive coincidence raises g⁺ and a
 * negative one g⁻, and {@link Refresh} makes room again.
 *
 * @param weightRange κ > 0, in weight units
 * @param rest where both devices of a zero weight sit
 * @param refresh when a pair of one-directional devices is made free again; of no account for
 *     others
 */
public record DifferentialPair(double weightRange, Rest rest, Refresh refresh) implements UnitCell {
  private static final List<Role> ROLES = List.of(Role.PLUS, Role.MINUS);

  /**
   * Where the devices of a zero weight are programmed. A weight u = w/κ above zero takes its plus
   * device from there to ρ + u (1 − ρ) and its minus device to ρ − u ρ.
   *
   * @param level ρ from 0 to 1, normalised conductance
   */
  public record Rest(double level) {
    /** Mid-range, g⁺ + g⁻ = 1: room to move either way, for arrays that learn. */
    public static final Rest MIDDLE = new Rest(0.5);

    /** At G_min, one of the two always 0: least current and noise, for arrays that only infer. */
    public static final Rest MINIMUM = new Rest(0);

    private static final String MIDDLE_WORD = "middle";
    private static final String MINIMUM_WORD = "minimum";

    public Rest {
      Check.within("rest", level, 0, 1);
    }

    /** As a file spells it: {@code middle}, {@code minimum} or a number. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Rest parse(Object spelling) {
      if (spelling instanceof Number number) {
        return new Rest(number.doubleValue());
      }
      return switch (String.valueOf(spelling)) {
        case MIDDLE_WORD -> MIDDLE;
        case MINIMUM_WORD -> MINIMUM;
        default ->
            throw BadInputException.at(
                "rest", String.valueOf(spelling), "middle, minimum, or a number from 0 to 1");
      };
    }

    /** As a file spells it. */
    @JsonValue
    public Object spelling() {
      if (equals(MIDDLE)) {
        return MIDDLE_WORD;
      }
      return equals(MINIMUM) ? MINIMUM_WORD : (Object) level;
    }
  }

  public DifferentialPair {
    Check.positive("weight_range", weightRange);
    Check.present("rest", rest);
    Check.present("refresh", refresh);
  }

  /** A pair with the usual refresh. */
  public DifferentialPair(double weightRange, Rest rest) {
    this(weightRange, rest, Refresh.usual());
  }

  /** Target of the plus device for a weight; beyond ±κ it is that of ±κ. */
  public float plus(double weight) {
    double u = Math.min(1, Math.max(-1, weight / weightRange));
    return (float) (rest.level() + u * (u < 0 ? rest.level() : 1 - rest.level()));
  }

  /** Target of the minus device for a weight. */
  public float minus(double weight) {
    return plus(-weight);
  }

  @Override
  public DifferentialPair spanning(double range) {
    return new DifferentialPair(range, rest, refresh);
  }

  @Override
  public double scale() {
    return weightRange;
  }

  @Override
  public List<Role> roles() {
    return ROLES;
  }

  @Override
  public double reference(int role) {
    return 0;
  }

  @Override
  public double rangeFor(double lowest, double highest) {
    return Math.max(-lowest, highest);
  }

  @Override
  public boolean holds(double weight) {
    return Math.abs(weight) <= weightRange * (1 + 1e-12);
  }

  @Override
  public float target(int role, double weight, double reference) {
    return role == 0 ? plus(weight) : minus(weight);
  }

  @Override
  public Optional<Polarity> pulsed(int role, boolean raise, int turn, boolean lowers) {
    boolean up = raise == (role == 0);
    if (up) {
      return Optional.of(Polarity.UP);
    }
    return lowers ? Optional.of(Polarity.DOWN) : Optional.empty();
  }

  @Override
  public Optional<DifferentialPair> pair() {
    return Optional.of(this);
  }
}
