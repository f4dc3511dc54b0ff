package dev.mho.device.array;

import dev.mho.device.random.NoiseStream;

/**
 * The normal numbers that are a device's own for its whole life, whatever it is used for: a
 * function of the population's stream and the device's place in its layer.
 */
final class OwnDraws {
  private final NoiseStream stream;
  private final Placement placement;

  /** What a number is for; a new parameter comes last, so that the others keep their numbers. */
  enum Of {
    LOW,
    HIGH,
    STEP,
    ASYMMETRY,
    DRIFT,
    UP_SHAPE,
    DOWN_SHAPE,
    LIFE,
    REFERENCE,
    RESET,
    TELEGRAPH
  }

  OwnDraws(NoiseStream stream, Placement placement) {
    this.stream = stream;
    this.placement = placement;
  }

  /** The number of a device. */
  float normal(int device, Of what) {
    return stream.normal(placement.globalIndex(device), what.ordinal());
  }
}
