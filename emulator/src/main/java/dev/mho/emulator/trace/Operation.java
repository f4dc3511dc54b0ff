package dev.mho.emulator.trace;

/** What was done to a device, in the order of events that share an update. */
public enum Operation {
  /** A direct write. */
  PROGRAM,
  /** Nothing: time alone has changed it since its last event. */
  DRIFT,
  /** Pulses towards higher conductance. */
  SET,
  /** Pulses towards lower conductance. */
  RESET
}
