package dev.mho.experiments.trace;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A column of a file of rows. */
interface FileColumn {

  /** Its name in files; a unit stands at its end. */
  String label();

  /** What it means, with its unit. */
  String meaning();

  /** The first line of a file with these columns. */
  static String header(FileColumn... columns) {
    return Arrays.stream(columns).map(FileColumn::label).collect(Collectors.joining(","));
  }

  /** What each column means, by its name. */
  static Map<String, String> meanings(FileColumn... columns) {
    Map<String, String> meanings = new LinkedHashMap<>();
    Arrays.stream(columns).forEach(column -> meanings.put(column.label(), column.meaning()));
    return meanings;
  }
}
