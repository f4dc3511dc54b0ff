package dev.mho.experiments.serve;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** All results of a shelf in one table, which its script keeps up to date. */
final class IndexPage {
  private IndexPage() {}

  /** The script that asks for news every two seconds. */
  static String script() {
    try (InputStream in = IndexPage.class.getResourceAsStream("index.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String of(Path directory, Listing listing) {
    Html html = new Html();
    html.element("p", "", "id", "news", "class", "unseen", "role", "status");
    html.open("noscript")
        .element("p", "Without scripts this page shows how things stood when it was loaded.")
        .close();
    html.element(
        "p",
        "No result lies here yet. What mho run, infer or sweep makes will appear.",
        "id",
        "none",
        listing.results().isEmpty() ? "class" : "hidden",
        "");
    html.open(
        "div",
        "class",
        "scroll",
        "role",
        "region",
        "aria-labelledby",
        "results-caption",
        "tabindex",
        "0");
    html.open("table").element("caption", "Results", "id", "results-caption", "class", "unseen");
    html.open("thead").open("tr");
    for (String column : new String[] {"result", "kind", "state", "progress"}) {
      html.element("th", column, "scope", "col");
    }
    html.element("th", "accuracy, hardware", "scope", "col", "class", "number");
    html.element("th", "accuracy, exact", "scope", "col", "class", "number");
    html.close().close().open("tbody", "id", "results");
    listing.results().forEach(item -> row(html, item));
    html.close().close().close();
    html.element("p", "Of a sweep, accuracies are those of its best run so far.", "class", "note");
    return new Page("Results in " + directory, "live")
        .lead(html)
        .script(script())
        .foot("Served from this machine to this machine, for reading only.")
        .text();
  }

  private static void row(Html html, Listing.Item item) {
    html.open("tr", "data-path", item.path());
    html.open("th", "scope", "row");
    html.element("a", item.path().isEmpty() ? item.name() : item.path(), "href", address(item));
    html.close();
    html.element("td", item.kind());
    html.open("td").element("span", item.state(), "class", "state " + item.style()).close();
    html.open("td");
    if (item.of() > 0) {
      html.element(
          "progress", "", "value", item.done(), "max", item.of(), "aria-label", "progress");
      html.text(" " + item.done() + " of " + item.of() + " " + item.unit());
    }
    html.close();
    accuracy(html, item.hardware());
    accuracy(html, item.exact());
    html.close();
  }

  private static void accuracy(Html html, Optional<Double> share) {
    html.open("td", "class", "number");
    share.ifPresent(value -> html.add(Measure.percent(value).html()));
    html.close();
  }

  /** Where the page of a result is. */
  static String address(Listing.Item item) {
    return ResultServer.PAGES + ResultServer.encoded(item.path());
  }
}
