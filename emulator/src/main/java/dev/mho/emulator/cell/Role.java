package dev.mho.emulator.cell;

/** Which device of a pair. */
public enum Role {
  /** Adds to the weight. */
  PLUS(1),
  /** Subtracts from the weight. */
  MINUS(-1);

  private final int sign;

  Role(int sign) {
    this.sign = sign;
  }

  /** +1 for plus, −1 for minus. */
  public int sign() {
    return sign;
  }
}
