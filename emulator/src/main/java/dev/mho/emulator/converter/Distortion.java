package dev.mho.emulator.converter;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * What happens to currents between the cells and the converters, noise apart, in this order.
 *
 * @param drop approximate voltage drop along the lines
 * @param sense series resistance and voltage offset
 * @param shape S-shaped transfer
 * @param asymmetry share by which outputs below zero come out smaller, −1 to 1
 */
public record Distortion(
    Optional<StaticDrop> drop,
    Optional<SenseStage> sense,
    Optional<OutputShape> shape,
    double asymmetry) {
  /** Currents as they are. */
  public static final Distortion NONE =
      new Distortion(Optional.empty(), Optional.empty(), Optional.empty(), 0);

  public Distortion {
    Check.within("output-asymmetry", asymmetry, -1, 1);
  }

  /** Whether it changes anything, the approximate drop apart. */
  public boolean isPresent() {
    return sense.isPresent() || shape.isPresent() || asymmetry != 0;
  }

  /** The same with or without the approximate drop, and with or without all the rest. */
  public Distortion only(boolean withDrop, boolean withRest) {
    Distortion rest = withRest ? this : NONE;
    return new Distortion(drop.filter(d -> withDrop), rest.sense, rest.shape, rest.asymmetry);
  }
}
