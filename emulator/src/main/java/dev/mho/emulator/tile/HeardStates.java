package dev.mho.emulator.tile;

import dev.mho.device.array.DeviceArray;
import dev.mho.emulator.cell.Role;
import java.util.Arrays;

/**
 * Where a listener last heard the devices of one tile to be, normalised. A cell belongs to one
 * thread during an update.
 */
final class HeardStates {
  private final int roles;
  private float[] states = new float[0];

  /** Nothing heard yet of cells of so many devices each. */
  HeardStates(int roles) {
    this.roles = roles;
  }

  /** Makes room for a tile's devices, of which nothing has been heard yet. */
  void makeRoom(int cells) {
    if (states.length == 0) {
      states = new float[roles * cells];
      Arrays.fill(states, Float.NaN);
    }
  }

  /** Whether anything has been heard of a device. */
  boolean knows(int cell, Role role) {
    return states.length > 0 && !Float.isNaN(states[index(cell, role)]);
  }

  /** Where a device was last heard to be, or as it was last written if it never was heard of. */
  float of(int cell, Role role, DeviceArray devices) {
    return knows(cell, role) ? states[index(cell, role)] : devices.conductanceWhenWritten(cell);
  }

  void hear(int cell, Role role, float state) {
    states[index(cell, role)] = state;
  }

  private int index(int cell, Role role) {
    return roles * cell + role.index();
  }
}
