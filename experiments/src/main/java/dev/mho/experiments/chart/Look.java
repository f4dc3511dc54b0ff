package dev.mho.experiments.chart;

/**
 * How one of several series looks: it has a colour, a dash and a marker of its own, so that it is
 * told apart without the colour.
 *
 * @param number of its colour and marker, 1 to 8
 * @param dash 1 to 8; the first is none
 */
record Look(int number, int dash) {
  private static final int LOOKS = 8;

  /** The look of the n-th series, from 0; the ninth looks like the first. */
  static Look of(int series) {
    return of(series, series);
  }

  /** The same, and the dash of the n-th of those that are lines. */
  static Look of(int series, int line) {
    return new Look(series % LOOKS + 1, line % LOOKS + 1);
  }

  /** Style of its line. */
  String line() {
    return "line s" + number + " k" + dash;
  }

  /** Style of what is filled. */
  String fill() {
    return "f" + number;
  }

  /** Style of a line without its dash. */
  String stroke() {
    return "s" + number;
  }

  /** The shape of its marker. */
  String marker(double x, double y, double r) {
    double d = 1.25 * r;
    return switch (number) {
      case 1, 7 ->
          at(x - r, y) + "a" + arc(r) + Pen.px(2 * r) + " 0a" + arc(r) + Pen.px(-2 * r) + " 0z";
      case 2, 8 -> Pen.box(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      case 3 -> at(x, y - d) + to(x + d, y + r) + to(x - d, y + r) + "z";
      case 4 -> at(x, y - d) + to(x + d, y) + to(x, y + d) + to(x - d, y) + "z";
      case 5 -> at(x, y + d) + to(x + d, y - r) + to(x - d, y - r) + "z";
      default -> Pen.box(x - 0.5 * r, y - 1.3 * r, r, 2.6 * r);
    };
  }

  private static String arc(double r) {
    return Pen.px(r) + " " + Pen.px(r) + " 0 1 0 ";
  }

  private static String at(double x, double y) {
    return "M" + Pen.px(x) + " " + Pen.px(y);
  }

  private static String to(double x, double y) {
    return "L" + Pen.px(x) + " " + Pen.px(y);
  }
}
