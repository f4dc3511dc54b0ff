package dev.mho.experiments.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements of HTML, and of SVG within it. Whatever is text is escaped, and what was opened
 * must be closed.
 */
public final class Html {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** A text whose signs mean themselves. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  public Html open(String tag, Object... attributes) {
    start(tag, attributes).append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  public Html close() {
    String tag = open.pop();
    out.append("</").append(tag).append('>');
    if (!isPhrase(tag)) {
      out.append('\n');
    }
    return this;
  }

  /** An element that holds a text. */
  public Html element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element that holds nothing. */
  public Html empty(String tag, Object... attributes) {
    start(tag, attributes).append("/>");
    return this;
  }

  /** Text. */
  public Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** What another writer wrote. */
  public Html add(Html part) {
    out.append(part);
    return this;
  }

  /** A style sheet or a script of mho's own, which is no text to be escaped. */
  Html verbatim(String source) {
    if (source.contains("</")) {
      throw new IllegalArgumentException("would end its element");
    }
    out.append(source);
    return this;
  }

  private StringBuilder start(String tag, Object... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException(tag + ": an attribute without a value");
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(escaped(attributes[i + 1].toString()))
          .append('"');
    }
    return out;
  }

  /** Whether an element stands within a line of text, where a line feed would be a blank. */
  private static boolean isPhrase(String tag) {
    return switch (tag) {
      case "a", "b", "code", "data", "span", "strong", "text", "tspan" -> true;
      default -> false;
    };
  }

  /**
   * All that was written.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("<" + open.peek() + "> is open");
    }
    return out.toString();
  }
}
