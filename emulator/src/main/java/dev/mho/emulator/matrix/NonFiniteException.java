package dev.mho.emulator.matrix;

/** A number that is not one: infinity or NaN, stopped where it first appeared. */
public final class NonFiniteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A number that is not finite, described in one line. */
  public NonFiniteException(String message) {
    super(message);
  }

  /**
   * Stops if a quantity of a layer has become infinite or NaN.
   *
   * @param layer counted from 0
   * @param quantity its name, for example {@code pre-activation}
   * @param cause what most likely brought it about
   */
  public static void check(Matrix values, int layer, String quantity, String cause) {
    if (!values.isFinite()) {
      throw new NonFiniteException(
          "layer "
              + layer
              + ": "
              + quantity
              + " has become infinite or NaN; likely cause: "
              + cause);
    }
  }
}
