package dev.mho.experiments.chart;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Table;
import java.util.List;

/**
 * A chart with its caption, its legend, and its numbers in a table that can be unfolded.
 *
 * @param id once on a page
 * @param caption what the chart shows
 * @param note what to know for reading it; may be empty
 * @param chart what is drawn
 */
public record CaptionedChart(String id, String caption, String note, Chart chart) {

  /** Writes it. */
  public Html html() {
    Html html = new Html();
    html.open("figure", "id", id);
    html.open("figcaption").text(caption);
    if (!note.isEmpty()) {
      html.element("span", note, "class", "note");
    }
    html.close();
    legend(html);
    html.add(chart.svg(id, caption));
    Table table = chart.table(id + "-table", caption).quiet();
    html.open("details").element("summary", "Numbers of this chart");
    html.add(table.html()).close();
    return html.close();
  }

  private void legend(Html html) {
    List<Chart.Key> keys = chart.legend();
    if (keys.isEmpty()) {
      return;
    }
    html.open("ul", "class", "legend");
    for (Chart.Key key : keys) {
      html.open("li").add(key.sign()).element("span", key.name()).close();
    }
    html.close();
  }

  /** Several beside each other. */
  public static Html grid(List<CaptionedChart> figures) {
    return grid("charts", figures);
  }

  /** Several small ones beside each other. */
  public static Html maps(List<CaptionedChart> figures) {
    return grid("maps", figures);
  }

  private static Html grid(String style, List<CaptionedChart> figures) {
    Html html = new Html().open("div", "class", style);
    figures.forEach(figure -> html.add(figure.html()));
    return html.close();
  }
}
