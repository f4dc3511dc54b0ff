package dev.mho.experiments.chart;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Table;
import java.util.List;

/** What can be drawn, told in a sentence and set out in a table. */
public sealed interface Chart permits LineChart, Histogram, BarChart, HeatMap {

  /**
   * The picture.
   *
   * @param id of the figure, once on a page
   * @param title read aloud before the description
   */
  Html svg(String id, String title);

  /** What the colours, dashes and markers stand for; empty where one look at it says so. */
  List<Key> legend();

  /** What there is to see, for those who do not. */
  String description();

  /** The numbers. */
  Table table(String id, String caption);

  /**
   * An entry of the legend.
   *
   * @param sign an SVG of 30 × 12
   * @param name what it stands for
   */
  record Key(Html sign, String name) {}
}
