package dev.mho.experiments.report;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;

/** A few numbers in large type. */
final class Tiles {
  private final Html html = new Html().open("dl", "class", "tiles");

  /** Adds a number. */
  Tiles tile(String name, Measure measure, String remark) {
    html.open("div").element("dt", name);
    html.open("dd").add(measure.html()).close();
    if (!remark.isEmpty()) {
      html.element("dd", remark, "class", "small");
    }
    html.close();
    return this;
  }

  Html html() {
    return html.close();
  }
}
