package dev.mho.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/architecture.md says what is: its packages, its floors, its classes. */
class ArchitecturePageTest {
  private static final String PAGE = "docs/architecture.md";
  private static final Pattern PACKAGE_ROW =
      Pattern.compile("(?m)^\\| `(dev\\.mho[a-z.]*)` \\| (?!`)(.+) \\|$");
  private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z]+)*)`");
  private static final Pattern SAID = Pattern.compile("/\\*\\*(.*?)(?:\\*/|<p>)", Pattern.DOTALL);

  /** First paragraph of every package's docstring, by package. */
  private static Map<String, String> packages() throws IOException {
    Map<String, String> packages = new TreeMap<>();
    for (Path source : Repository.files("", ".java")) {
      String path = source.toString().replace('\\', '/');
      int main = path.indexOf("/src/main/java/");
      if (main >= 0) {
        Path folder = source.getParent();
        String name =
            folder.toString().substring(main + "/src/main/java/".length()).replace('/', '.');
        packages.putIfAbsent(name, "");
        if (source.endsWith("package-info.java")) {
          packages.put(name, firstParagraph(Files.readString(source)));
        }
      }
    }
    return packages;
  }

  private static String firstParagraph(String docstring) {
    Matcher said = SAID.matcher(docstring);
    assertTrue(said.find(), docstring);
    return said.group(1)
        .replaceAll("\\n \\*", " ")
        .replaceAll("\\s+", " ")
        .replaceAll("\\{@link [a-z.]+\\.([A-Z]\\w+)}", "`$1`")
        .replaceAll("\\{@code ([^}]+)}", "`$1`")
        .strip();
  }

  @Test
  void everyPackageStandsThereAsItsDocstringSays() throws IOException {
    Map<String, String> told = new TreeMap<>();
    Matcher row = PACKAGE_ROW.matcher(Repository.text(PAGE));
    while (row.find()) {
      told.put(row.group(1), row.group(2));
    }
    assertEquals(rows(packages()), rows(told));
  }

  private static String rows(Map<String, String> packages) {
    return packages.entrySet().stream()
        .map(e -> "| `" + e.getKey() + "` | " + e.getValue() + " |")
        .collect(Collectors.joining("\n"));
  }

  /** The floors of the page are those that {@link FloorsTest} holds the code to. */
  @Test
  void everyFloorMayImportWhatThePageSays() {
    String page = Repository.text(PAGE);
    String table = String.join("\n", Floor.rows());
    assertTrue(page.contains("\n" + table + "\n\n"), "not in " + PAGE + ":\n" + table);
  }

  @Test
  void everyClassThatIsNamedExists() throws IOException {
    TreeSet<String> classes = new TreeSet<>();
    for (Path source : Repository.files("", ".java")) {
      classes.add(source.getFileName().toString().replace(".java", ""));
    }
    List<String> unknown = new ArrayList<>();
    Matcher named = CLASS_NAME.matcher(Repository.text(PAGE));
    while (named.find()) {
      if (!classes.contains(named.group(1))) {
        unknown.add(named.group(1));
      }
    }
    assertEquals(List.of(), unknown);
  }
}
