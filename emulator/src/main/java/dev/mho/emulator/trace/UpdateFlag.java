package dev.mho.emulator.trace;

import java.util.Locale;

/** Why a device did not do what was asked of it. */
public enum UpdateFlag {
  /** The request was below what the trains delivered as a pulse: no coincidence. */
  BELOW_STEP,
  /** The device ended at its upper bound. */
  SATURATED_HIGH,
  /** The device ended at its lower bound. */
  SATURATED_LOW,
  /** The device is stuck. */
  STUCK,
  /** A line was asked to fire more often than in every slot, so the change fell short. */
  CLIPPED,
  /** The device can only rise and was to fall: its partner moves alone. */
  ONE_DIRECTIONAL;

  /** Name in a trace file, for example {@code below_step}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
