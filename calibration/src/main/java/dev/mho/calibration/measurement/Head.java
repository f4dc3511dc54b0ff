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
  private static final int CHUNK = 1 << 13;
  private static final int MOST_LINES = 1000;

  Head {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the start of a text; a line that is cut off stays only if it is the only one.
   *
   * @param line that must be among them
   */
  static Head of(SourceText text, int line) throws IOException {
    int most = MOST_LINES + Math.max(0, line);
    StringBuilder characters = new StringBuilder();
    boolean ended = false;
    try (BufferedReader reader = text.open()) {
      char[] chunk = new char[CHUNK];
      for (int i = 1; i < line && !ended; i++) {
        String before = reader.readLine();
        ended = before == null;
        characters.append(ended ? "" : before + "\n");
      }
      int enough = characters.length() + MOST_CHARACTERS;
      while (characters.length() < enough && !ended) {
        int got = reader.read(chunk);
        ended = got < 0;
        characters.append(chunk, 0, Math.max(0, got));
      }
    }
    List<String> lines = new ArrayList<>(characters.toString().lines().toList());
    if (!ended && lines.size() > 1) {
      lines.remove(lines.size() - 1);
    }
    boolean whole = ended && lines.size() <= most;
    return new Head(lines.subList(0, Math.min(most, lines.size())), whole);
  }
}
