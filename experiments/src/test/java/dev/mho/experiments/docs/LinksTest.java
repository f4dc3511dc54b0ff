package dev.mho.experiments.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between pages lead somewhere, and every page can be found. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Path ROOT = Repository.root();

  static List<Path> pages() {
    return Stream.concat(
            Stream.of("README.md", "CHANGELOG.md").map(ROOT::resolve),
            Repository.files("docs", ".md").stream())
        .toList();
  }

  private static List<String> links(Path page) throws IOException {
    String text = Files.readString(page).replaceAll("(?s)```.*?```", "");
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      if (!link.group(1).startsWith("http")) {
        links.add(link.group(1));
      }
    }
    return links;
  }

  /** Anchors as GitHub makes them. */
  private static List<String> anchors(Path page) throws IOException {
    List<String> anchors = new ArrayList<>();
    Matcher heading = HEADING.matcher(Files.readString(page));
    while (heading.find()) {
      anchors.add(
          heading
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int count = 0;
    for (Path page : pages()) {
      for (String link : links(page)) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean there =
            Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
        if (!there) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
        count++;
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(count > 100, count + " links");
  }

  /** The index of the guide names all pages, so that none is lost. */
  @Test
  void theIndexNamesEveryPage() throws IOException {
    Path index = ROOT.resolve("docs/README.md");
    TreeSet<Path> named =
        links(index).stream()
            .map(link -> index.resolveSibling(link.split("#", 2)[0]).normalize())
            .collect(Collectors.toCollection(TreeSet::new));
    List<Path> lost =
        Repository.files("docs", ".md").stream()
            .filter(page -> !page.equals(index) && !named.contains(page))
            .toList();
    assertEquals(List.of(), lost);
  }
}
