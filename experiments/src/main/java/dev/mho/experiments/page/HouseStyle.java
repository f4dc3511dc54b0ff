package dev.mho.experiments.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How pages look, on light and on dark: by what the reader's system prefers, or by the button of
 * the page.
 */
public final class HouseStyle {
  private HouseStyle() {}

  /** The style sheet of every page. */
  public static String sheet() {
    String dark = source("dark.css");
    return ":root {\n"
        + source("light.css")
        + "}\n@media (prefers-color-scheme: dark) { :root:not([data-theme=\"light\"]) {\n"
        + dark
        + "} }\n:root[data-theme=\"dark\"] {\n"
        + dark
        + "}\n"
        + source("page.css");
  }

  /** The script of the button that turns a page from light to dark. */
  public static String script() {
    return source("page.js");
  }

  /** A resource that lies beside this class. */
  private static String source(String name) {
    try (InputStream in = HouseStyle.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A style sheet or script in a content security policy: {@code 'sha256-…'}, by which a browser
   * knows that it is mho's.
   */
  public static String hash(String source) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
