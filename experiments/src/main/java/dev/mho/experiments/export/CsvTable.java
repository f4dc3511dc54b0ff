package dev.mho.experiments.export;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of comma-separated values: dot decimals whatever the locale, doubles with as many digits
 * as reading them back exactly takes, line feeds.
 */
public final class CsvTable implements Stateful {
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  /** A table with these column names. */
  public CsvTable(String... header) {
    columns = header.length;
    append(Arrays.asList(header));
  }

  /** Adds a row of texts, whole numbers and doubles. */
  public void row(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(cell.toString());
    }
    append(texts);
  }

  private void append(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(cells.size() + " cells in a table of " + columns);
    }
    text.append(String.join(",", cells)).append('\n');
  }

  @Override
  public void keep(Archive archive) {
    String kept = archive.text("rows", text.toString());
    text.setLength(0);
    text.append(kept);
  }

  /** A text that fits one cell: semicolons for commas, blanks for line breaks. */
  public static String cell(String text) {
    return text.replace(',', ';').replaceAll("\\R", " ");
  }

  /** The whole table. */
  public String text() {
    return text.toString();
  }
}
