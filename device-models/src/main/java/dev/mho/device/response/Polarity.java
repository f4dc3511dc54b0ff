package dev.mho.device.response;

import java.util.Optional;

/** Direction in which a pulse is meant to move the conductance. */
public enum Polarity {
  /** SET, potentiation: towards higher conductance. */
  UP(1),
  /** RESET, depression: towards lower conductance. */
  DOWN(-1);

  private final int sign;

  Polarity(int sign) {
    this.sign = sign;
  }

  /** +1 for up, −1 for down. */
  public int sign() {
    return sign;
  }

  /**
   * What belongs to this direction.
   *
   * @throws java.util.NoSuchElementException if it is down and there is none
   */
  <T> T of(T up, Optional<T> down) {
    return this == UP ? up : down.orElseThrow();
  }

  /** The opposite direction. */
  public Polarity opposite() {
    return this == UP ? DOWN : UP;
  }
}
