package dev.mho.experiments.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A table with a caption; it scrolls in its own box where it is wider than the page. The first cell
 * of each row names the row.
 */
public final class Table {
  private final String id;
  private final String caption;
  private final List<String> header;
  private final List<Object[]> rows = new ArrayList<>();
  private boolean quiet;

  /**
   * A table without rows yet.
   *
   * @param id of the caption, once on a page
   * @param caption what it shows
   * @param header names of the columns, with their units
   */
  public Table(String id, String caption, String... header) {
    this.id = id;
    this.caption = caption;
    this.header = List.of(header);
  }

  /** Adds a row of texts, {@link Measure}s and {@link Html}. */
  public Table row(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(cells.length + " cells in a table of " + header.size());
    }
    rows.add(cells.clone());
    return this;
  }

  /** Lets the caption be read aloud alone, where a heading above says the same. */
  public Table quiet() {
    quiet = true;
    return this;
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  /** Writes it. */
  public Html html() {
    Html html = new Html();
    html.open("div", "class", "scroll", "role", "region", "aria-labelledby", id, "tabindex", "0");
    html.open("table");
    html.element("caption", caption, "id", id, "class", quiet ? "unseen" : "seen");
    html.open("thead").open("tr");
    for (int c = 0; c < header.size(); c++) {
      if (isNumeric(c)) {
        html.element("th", header.get(c), "scope", "col", "class", "number");
      } else {
        html.element("th", header.get(c), "scope", "col");
      }
    }
    html.close().close().open("tbody");
    for (Object[] row : rows) {
      html.open("tr");
      for (int c = 0; c < row.length; c++) {
        cell(html, row[c], c == 0);
      }
      html.close();
    }
    return html.close().close().close();
  }

  private boolean isNumeric(int column) {
    return rows.stream().anyMatch(row -> row[column] instanceof Measure);
  }

  private static void cell(Html html, Object content, boolean first) {
    String tag = first ? "th" : "td";
    List<Object> attributes = new ArrayList<>();
    if (first) {
      attributes.addAll(List.of("scope", "row"));
    }
    if (content instanceof Measure) {
      attributes.addAll(List.of("class", "number"));
    }
    html.open(tag, attributes.toArray());
    if (content instanceof Measure measure) {
      html.add(measure.html());
    } else if (content instanceof Html part) {
      html.add(part);
    } else {
      html.text(content.toString());
    }
    html.close();
  }
}
