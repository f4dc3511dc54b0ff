package dev.mho.experiments.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Judges the page of a tab: can everyone use it, at this width and in these colours? */
public final class Judge {
  private Judge() {}

  /**
   * No complaint of the browser, no sideways scroll, nothing cut off, nothing that axe-core finds
   * fault with, all details unfolded.
   */
  public static void requireSound(Tab tab, int width) throws IOException {
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
    assertEquals(List.of(), tab.complaints());
    assertEquals(width, tab.evaluate("document.documentElement.scrollWidth").asInt());
    assertEquals("[]", beyondTheWindow(tab).toString(), "parts beyond the window");
    assertEquals("[]", cutOff(tab).toString(), "texts of charts that are cut off");
    assertEquals(List.of(), violations(tab));
  }

  private static JsonNode beyondTheWindow(Tab tab) {
    return tab.evaluate(
        """
        Array.from(document.querySelectorAll('main *'))
          .filter(e => !e.closest('.scroll, pre, svg, .unseen'))
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => e.outerHTML.slice(0, 80))
        """);
  }

  private static JsonNode cutOff(Tab tab) {
    return tab.evaluate(
        """
        Array.from(document.querySelectorAll('svg.chart text')).filter(t => {
          const box = t.getBoundingClientRect(), svg = t.ownerSVGElement.getBoundingClientRect();
          return box.left < svg.left - 1 || box.right > svg.right + 1 || box.bottom > svg.bottom + 1;
        }).map(t => t.ownerSVGElement.querySelector('title').textContent + ': ' + t.textContent)
        """);
  }

  private static List<String> violations(Tab tab) throws IOException {
    try (InputStream in = Judge.class.getResourceAsStream("/axe.min.js")) {
      tab.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
    }
    JsonNode found =
        tab.evaluate(
            """
            axe.run(document, { runOnly:
                ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
              .then(r => ({ passes: r.passes.length, violations: r.violations.map(v =>
                v.id + ': ' + v.nodes.slice(0, 3)
                  .map(n => n.html.slice(0, 120) + ' ' + n.failureSummary).join(' | ')) }))
            """);
    assertTrue(found.path("passes").asInt() > 15, "axe-core has looked: " + found);
    List<String> violations = new ArrayList<>();
    found.path("violations").forEach(violation -> violations.add(violation.asText()));
    return violations;
  }
}
