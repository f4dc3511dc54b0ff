package dev.mho.device.format;

import org.jspecify.annotations.Nullable;

/** A key that a file does not have. */
public final class LeftOut {
  private LeftOut() {}

  /**
   * What the constructor of a record of keys is given for a key that was left out: it puts the
   * usual value in its place, so that no part of a record is ever missing.
   *
   * @return nothing, and so for such constructors alone
   */
  public static <T> T leftOut() {
    return orLeftOut(null);
  }

  /** The same where nothing was given; what was given otherwise. */
  @SuppressWarnings("NullAway") // the one place where nothing passes for something
  public static <T> T orLeftOut(@Nullable T given) {
    return given;
  }
}
