package dev.mho.experiments.calibration;

/** Text in pages. */
final class Html {
  private Html() {}

  /** A text whose signs mean themselves. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
