package dev.mho.experiments.calibration;

import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Prefixed;
import dev.mho.calibration.report.Report;
import java.util.List;

/** One calibration as a page that needs nothing else: text, tables and pictures, light and dark. */
public final class CalibrationPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c1c1c; --pale: #666; --paper: #fff; --rule: #ddd;
        --c1: #0072b2; --c2: #d55e00; --c3: #009e73; --c4: #cc79a7; --c5: #b8860b; --c6: #3a9bd9;
        --warn: #fff4e5; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --pale: #a0a0a0; --paper: #16181c;
        --rule: #33373d; --c1: #56b4e9; --c2: #ff9142; --c3: #2fd6a3; --c4: #e79ac6; --c5: #f0c24b;
        --c6: #8fd0ff; --warn: #3a2c12; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 1360px; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      .pale { color: var(--pale); } .verdict { font-size: 1.1rem; }
      .warnings li { background: var(--warn); padding: .3rem .6rem; margin: .3rem 0; list-style: none; }
      .warnings { padding: 0; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--rule);
        vertical-align: top; }
      td.number { text-align: right; white-space: nowrap; }
      .graphs { display: grid; grid-template-columns: repeat(auto-fit, minmax(520px, 1fr)); gap: 1.5rem; }
      figure { margin: 0; } figcaption { font-weight: 600; } figure span { white-space: nowrap; }
      svg { width: 100%; height: auto; } svg text { fill: var(--ink); font-size: 12px; }
      .tick { fill: var(--pale); font-size: 11px; } .grid { stroke: var(--rule); fill: none; }
      .points circle { fill-opacity: .55; } .line { fill: none; stroke-width: 2; }
      .backdrop { fill: none; stroke-width: 7; stroke-opacity: .35; }
      .guide { fill: none; stroke-width: 1.2; stroke-dasharray: 5 4; }
      """
          + colours();

  private CalibrationPage() {}

  private static String colours() {
    StringBuilder style = new StringBuilder();
    for (int c = 1; c <= 6; c++) {
      for (int again = c; again <= 24; again += 6) {
        style
            .append(".points.c" + again + " circle { fill: var(--c" + c + "); } ")
            .append("path.c" + again + " { stroke: var(--c" + c + "); } ")
            .append("i.c" + again + " { background: var(--c" + c + "); }\n");
      }
    }
    return style
        + "i { display: inline-block; width: .8em; height: .8em; margin: 0 .35em 0 .9em;"
        + " border-radius: 2px; }\n";
  }

  /** The page of a report. */
  public static String of(Report report) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .append(Html.escaped(report.title()))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(Html.escaped(report.title()))
        .append("</h1>\n");
    report.facts().forEach(fact -> paragraph(page, "pale", fact));
    paragraph(page, "verdict", report.verdict());
    warnings(page, report.warnings());
    graphs(page, report.graphs());
    parameters(page, report.parameters());
    report.rankings().forEach(table -> table(page, table));
    return page.append("</body>\n</html>\n").toString();
  }

  private static void paragraph(StringBuilder page, String style, String text) {
    page.append("<p class=\"")
        .append(style)
        .append("\">")
        .append(Html.escaped(text))
        .append("</p>\n");
  }

  private static void warnings(StringBuilder page, List<String> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    page.append("<h2>To know before use</h2>\n<ul class=\"warnings\">\n");
    warnings.forEach(w -> page.append("<li>").append(Html.escaped(w)).append("</li>\n"));
    page.append("</ul>\n");
  }

  private static void graphs(StringBuilder page, List<Graph> graphs) {
    page.append("<div class=\"graphs\">\n");
    for (Graph graph : graphs) {
      page.append("<figure>\n<figcaption>")
          .append(Html.escaped(graph.title()))
          .append("</figcaption>\n")
          .append(Plot.svg(graph))
          .append("<div class=\"pale\">");
      int colour = 0;
      for (Series series : graph.series()) {
        if (!series.name().isEmpty()) {
          page.append("<span><i class=\"c")
              .append(++colour)
              .append("\"></i>")
              .append(Html.escaped(series.name()))
              .append("</span> ");
        }
      }
      page.append("</div>\n</figure>\n");
    }
    page.append("</div>\n");
  }

  private static void parameters(StringBuilder page, List<Parameter> parameters) {
    page.append("<h2>Numbers</h2>\n<table>\n<tr><th>parameter</th><th>value</th>")
        .append("<th>95 % interval</th><th>unit</th><th></th></tr>\n");
    for (Parameter p : parameters) {
      Prefixed in = p.prefixed();
      page.append("<tr><td>")
          .append(Html.escaped(p.name()))
          .append("</td><td class=\"number\">")
          .append(in.digits(p.value()))
          .append("</td><td class=\"number\">")
          .append(
              p.interval().map(i -> in.digits(i.low()) + " to " + in.digits(i.high())).orElse(""))
          .append("</td><td>")
          .append(Html.escaped(in.unit()))
          .append("</td><td class=\"pale\">")
          .append(Html.escaped(p.remark()))
          .append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private static void table(StringBuilder page, Report.Table table) {
    page.append("<h2>").append(Html.escaped(table.title())).append("</h2>\n<table>\n<tr>");
    table.header().forEach(h -> page.append("<th>").append(Html.escaped(h)).append("</th>"));
    page.append("</tr>\n");
    for (List<String> row : table.rows()) {
      page.append("<tr>");
      row.forEach(cell -> page.append("<td>").append(Html.escaped(cell)).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }
}
