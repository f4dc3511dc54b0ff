package dev.mho.experiments.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page that needs nothing else: no network, no other file, and no script to be read. It has a
 * heading, sections with a list of contents, and a way to skip to them.
 */
public final class Page {
  private final String title;
  private final String kind;
  private final List<Section> sections = new ArrayList<>();
  private final List<String> scripts = new ArrayList<>();
  private Html lead = new Html();
  private String foot = "";
  private Optional<String> above = Optional.empty();

  /**
   * A section.
   *
   * @param id where links lead
   * @param title its heading
   * @param body what it holds
   */
  private record Section(String id, String title, Html body) {}

  /**
   * A page without sections yet.
   *
   * @param title its heading
   * @param kind what sort of page it is, in a word or two above the heading
   */
  public Page(String title, String kind) {
    this.title = title;
    this.kind = kind;
    scripts.add(HouseStyle.script());
  }

  /** Links to the list that the page is under. */
  public Page under(String address) {
    above = Optional.of(address);
    return this;
  }

  /** What stands between heading and sections. */
  public Page lead(Html html) {
    lead = html;
    return this;
  }

  /** Adds a section. */
  public Page section(String id, String heading, Html body) {
    sections.add(new Section(id, heading, body));
    return this;
  }

  /** The last line. */
  public Page foot(String text) {
    foot = text;
    return this;
  }

  /** Adds a script of mho's own. */
  public Page script(String source) {
    scripts.add(source);
    return this;
  }

  /** Writes it. */
  public String text() {
    Html html = new Html();
    html.open("html", "lang", "en");
    head(html);
    html.open("body");
    html.element("a", "Skip to the results", "class", "skip", "href", "#main");
    html.open("header", "class", "top");
    html.open("div", "class", "bar");
    html.element("span", "mho", "class", "mark").element("span", kind, "class", "kind");
    above.ifPresent(address -> html.element("a", "All results", "href", address));
    html.element("button", "Dark", "type", "button", "id", "theme", "hidden", "");
    html.close();
    html.element("h1", title);
    html.close();
    html.open("div", "class", sections.size() > 1 ? "columns" : "column");
    if (sections.size() > 1) {
      contents(html);
    }
    html.open("main", "id", "main", "tabindex", "-1");
    html.add(lead);
    for (Section section : sections) {
      html.open("section", "id", section.id(), "aria-labelledby", section.id() + "-heading");
      html.element("h2", section.title(), "id", section.id() + "-heading");
      html.add(section.body());
      html.close();
    }
    html.close().close();
    html.open("footer").element("p", foot).close();
    for (String script : scripts) {
      html.open("script").verbatim(script).close();
    }
    html.close().close();
    return "<!DOCTYPE html>\n" + html;
  }

  private void head(Html html) {
    html.open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty("link", "rel", "icon", "href", "data:,");
    html.element("title", title + " · mho");
    html.open("style").verbatim(HouseStyle.sheet()).close();
    html.close();
  }

  private void contents(Html html) {
    html.open("nav", "aria-label", "Contents").open("ol");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close();
    }
    html.close().close();
  }
}
