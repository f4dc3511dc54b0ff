package dev.mho.calibration.measurement;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first lines of a text, from which its form is understood.
 *
 * @param lines without their ends; the first is line 1
 * @param whole whether the text ends with them
 */
record Head(List<String> lines, boolean whole) {
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_LINES = 1000;

  Head {
    lines = List.copyOf(lines);
  }

  /** Reads the start of a text; a line that is cut off stays only if it is the only one. */
  static Head of(SourceText text) throws IOException {
    char[] characters = new char[MOST_CHARACTERS];
    int n = 0;
    boolean ended = false;
    try (BufferedReader reader = text.open()) {
      while (n < characters.length && !ended) {
        int got = reader.read(characters, n, characters.length - n);
        ended = got < 0;
        n += Math.max(0, got);
      }
    }
    List<String> lines = new ArrayList<>(new String(characters, 0, n).lines().toList());
    if (!ended && lines.size() > 1) {
      lines.remove(lines.size() - 1);
    }
    boolean whole = ended && lines.size() <= MOST_LINES;
    return new Head(lines.subList(0, Math.min(MOST_LINES, lines.size())), whole);
  }
}
