package dev.mho.experiments.chart;

import dev.mho.experiments.page.Html;
import java.util.Locale;

/** Draws lines and texts into an SVG; lengths are in its own units, y downwards. */
final class Pen {
  /** A picture that is wider is shrunk on a narrow screen. */
  private static final double NARROW = 320;

  private final Html html = new Html();

  /** Begins a picture that is read as one. */
  static Pen picture(double width, double height, String id, String title, String description) {
    Pen pen = new Pen();
    pen.html.open(
        "svg",
        "class",
        width > NARROW ? "chart wide" : "chart",
        "viewBox",
        "0 0 " + px(width) + " " + px(height),
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc");
    pen.html.element("title", title, "id", id + "-title");
    pen.html.element("desc", description, "id", id + "-desc");
    return pen;
  }

  /** Begins a sign of a legend, which says nothing by itself. */
  static Pen sign() {
    Pen pen = new Pen();
    pen.html.open("svg", "viewBox", "0 0 30 12", "aria-hidden", "true");
    return pen;
  }

  /** A length: a tenth is as fine as can be seen. */
  static String px(double length) {
    String text = String.format(Locale.ROOT, "%.1f", length);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  Pen path(String style, String d) {
    html.empty("path", "class", style, "d", d);
    return this;
  }

  /** A shape that tells its numbers when pointed at. */
  Pen path(String style, String d, String told) {
    html.open("path", "class", style, "d", d).element("title", told).close();
    return this;
  }

  Pen line(String style, double x1, double y1, double x2, double y2) {
    return path(style, "M" + px(x1) + " " + px(y1) + "L" + px(x2) + " " + px(y2));
  }

  /** A rectangle, as the path of a shape. */
  static String box(double x, double y, double width, double height) {
    return "M" + px(x) + " " + px(y) + "h" + px(width) + "v" + px(height) + "h" + px(-width) + "z";
  }

  Pen text(String style, double x, double y, String anchor, String text) {
    html.element("text", text, "class", style, "x", px(x), "y", px(y), "text-anchor", anchor);
    return this;
  }

  /** A picture of pixels, each as sharp as it is. */
  Pen image(double x, double y, double width, double height, String data) {
    html.empty(
        "image",
        "x",
        px(x),
        "y",
        px(y),
        "width",
        px(width),
        "height",
        px(height),
        "preserveAspectRatio",
        "none",
        "image-rendering",
        "pixelated",
        "href",
        data);
    return this;
  }

  Html done() {
    return html.close();
  }
}
