package dev.mho.device.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one was most likely meant to be. */
final class Spelling {
  private Spelling() {}

  /** The known name within a third of its length in edits (at least two), if there is one. */
  static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.<String>comparingInt(k -> edits(name, k)).thenComparing(k -> k))
        .filter(k -> edits(name, k) <= Math.max(2, k.length() / 3));
  }

  /** Levenshtein distance, indifferent to case and to {@code _} against {@code -}. */
  private static int edits(String found, String known) {
    String a = found.toLowerCase(Locale.ROOT).replace('_', '-');
    String b = known.toLowerCase(Locale.ROOT).replace('_', '-');
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
