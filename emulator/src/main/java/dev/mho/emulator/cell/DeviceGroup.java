package dev.mho.emulator.cell;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A signed weight shared by n elements of one kind, pairs or single devices, that count with
 * significances s_k: of elements that hold u_k in [−1, 1] of their range W,
 *
 * <pre>
 * w = W Σ_k s_k u_k / Σ_k s_k
 * </pre>
 *
 * Boybat et al., "Neuromorphic computing with multi-memristive synapses", Nat. Commun. 9:2514
 * (2018), pulse one element at a time; a group of pairs with rising significances that are filled
 * one after the other is a number in digits, less significant ones first.
 *
 * @param element what the weight is shared by; its range is that of the whole weight
 * @param significances s_k > 0, at least two
 * @param filling how a programmed weight is shared
 * @param turn which elements a coincidence pulses
 */
public record DeviceGroup(UnitCell element, List<Double> significances, Filling filling, Turn turn)
    implements UnitCell {

  /** How a programmed weight is shared. */
  public enum Filling {
    /** All elements hold the same part of their range. */
    @JsonProperty("even")
    EVEN,
    /** The first element is filled before the second is used, and so on. */
    @JsonProperty("in-turn")
    IN_TURN
  }

  /** Which elements a coincidence pulses. The choice is the array's: it is one for all cells. */
  public enum Turn {
    /** All of them. */
    @JsonProperty("all")
    ALL,
    /** In update u, counted from 0, element u mod n. */
    @JsonProperty("sequential")
    SEQUENTIAL,
    /** In each update one at random. */
    @JsonProperty("random")
    RANDOM
  }

  public DeviceGroup {
    Check.present("element", element);
    Check.present("filling", filling);
    Check.present("turn", turn);
    significances = Check.numbers("significances", significances, 2);
    significances.forEach(s -> Check.positive("significances", s));
    if (element instanceof DeviceGroup) {
      throw BadInputException.at("element", "a group", "a pair or a single device");
    }
    if (element.subtraction() != Subtraction.IN_ARRAY) {
      throw BadInputException.at("element", "subtraction " + element.subtraction(), "IN_ARRAY");
    }
  }

  private double sum() {
    return significances.stream().mapToDouble(s -> s).sum();
  }

  private int perElement() {
    return element.roles().size();
  }

  @Override
  public double weightRange() {
    return element.weightRange();
  }

  @Override
  public DeviceGroup spanning(double range) {
    return new DeviceGroup(element.spanning(range), significances, filling, turn);
  }

  @Override
  public double scale() {
    return element.scale();
  }

  @Override
  public List<Role> roles() {
    List<Role> roles = new ArrayList<>();
    for (int k = 0; k < significances.size(); k++) {
      for (Role role : element.roles()) {
        roles.add(
            new Role(
                roles.size(),
                role.label() + "-" + k,
                role.significance() * significances.get(k) / sum()));
      }
    }
    return List.copyOf(roles);
  }

  @Override
  public double reference(int role) {
    return element.reference(role % perElement());
  }

  @Override
  public double rangeFor(double lowest, double highest) {
    return element.rangeFor(lowest, highest);
  }

  @Override
  public boolean holds(double weight) {
    return element.holds(weight);
  }

  @Override
  public float target(int role, double weight, double reference) {
    double part = filling == Filling.EVEN ? weight : inTurn(role / perElement(), weight);
    return element.target(role % perElement(), part, reference);
  }

  /** The weight that element k stands for once those before it are full. */
  private double inTurn(int k, double weight) {
    double left = weight * sum();
    for (int before = 0; before < k; before++) {
      left -= significances.get(before) * within(left / significances.get(before));
    }
    return within(left / significances.get(k));
  }

  private double within(double weight) {
    return Math.min(weightRange(), Math.max(-weightRange(), weight));
  }

  @Override
  public int turns() {
    return turn == Turn.ALL ? 1 : significances.size();
  }

  @Override
  public int turn(long update, NoiseStream stream) {
    return switch (turn) {
      case ALL -> 0;
      case SEQUENTIAL -> (int) (update % turns());
      case RANDOM -> (int) (stream.uniform(update, 0) * turns());
    };
  }

  @Override
  public Optional<Polarity> pulsed(int role, boolean raise, int whose, boolean lowers) {
    boolean idle = turn != Turn.ALL && role / perElement() != whose;
    return idle ? Optional.empty() : element.pulsed(role % perElement(), raise, 0, lowers);
  }

  @Override
  public boolean comparesWithOwn() {
    return element.comparesWithOwn();
  }

  @Override
  public Optional<DifferentialPair> pair() {
    return element.pair();
  }
}
