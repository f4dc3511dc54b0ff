package dev.mho.experiments.report;

import dev.mho.experiments.page.Html;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A command to be copied into a shell.
 *
 * @param words as the program gets them
 */
record ShellCommand(String... words) {

  /** As it is typed: words that a shell would take apart stand in quotes. */
  String typed() {
    return Arrays.stream(words).map(ShellCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./,:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  Html html() {
    return new Html()
        .open("pre", "tabindex", "0", "aria-label", "Command")
        .element("code", typed())
        .close();
  }
}
