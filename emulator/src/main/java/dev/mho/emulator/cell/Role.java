package dev.mho.emulator.cell;

import java.util.Comparator;

/**
 * One device of a cell.
 *
 * @param index its number in the cell, from 0
 * @param label its name in files: {@code plus}, {@code minus}, {@code device}, {@code reference};
 *     in a {@link DeviceGroup} followed by the number of the element, {@code plus-0}
 * @param significance c, by which its conductance counts; not zero
 */
public record Role(int index, String label, double significance) implements Comparable<Role> {
  /** The device of a pair that adds to the weight. */
  public static final Role PLUS = new Role(0, "plus", 1);

  /** The device of a pair that subtracts from the weight. */
  public static final Role MINUS = new Role(1, "minus", -1);

  /** The device that is compared with a reference. */
  static final Role DEVICE = new Role(0, "device", 1);

  /** The device that another is compared with. */
  static final Role REFERENCE = new Role(1, "reference", -1);

  /** +1 if the device adds to the weight, −1 if it subtracts. */
  public int sign() {
    return significance > 0 ? 1 : -1;
  }

  @Override
  public int compareTo(Role other) {
    return Comparator.comparingInt(Role::index).compare(this, other);
  }
}
