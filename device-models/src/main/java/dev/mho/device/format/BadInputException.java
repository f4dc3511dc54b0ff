package dev.mho.device.format;

import java.util.Collection;
import java.util.Objects;

/**
 * A user's mistake: a file, key, shape, unit or value that cannot be accepted. The message is one
 * line that names the place, what was found and what is allowed; a command line prints it without a
 * stack trace and exits with code 2.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A mistake described in one line. */
  public BadInputException(String message) {
    super(message.replaceAll("\\s*\\R\\s*", " "));
  }

  /** The line. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** A mistake at a place: {@code place: found X; allowed: Y}. */
  public static BadInputException at(String place, String found, String allowed) {
    return new BadInputException(place + ": found " + found + "; allowed: " + allowed);
  }

  /** An unknown name, with the nearest known one when it is near. */
  public static BadInputException unknown(
      String place, String kind, String name, Collection<String> known) {
    String hint =
        Spelling.nearest(name, known).map(near -> ", did you mean \"" + near + "\"?").orElse("");
    return new BadInputException(
        place
            + ": unknown "
            + kind
            + " \""
            + name
            + "\""
            + hint
            + (hint.isEmpty() ? "; known: " : " Known: ")
            + String.join(", ", known.stream().sorted().toList()));
  }
}
