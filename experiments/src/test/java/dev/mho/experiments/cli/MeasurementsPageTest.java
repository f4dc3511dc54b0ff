package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Mapping;
import dev.mho.calibration.measurement.Quantity;
import dev.mho.calibration.measurement.Status;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.Repository;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/measurements.md} shows is what the command prints, and no key is left out. */
class MeasurementsPageTest {
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```csv (\\S+) (\\S+)\\n(.*?)```\\n(?:```yaml\\n(.*?)```\\n)?```text\\n(.*?)```",
          Pattern.DOTALL);

  @TempDir private Path directory;

  private static String page() {
    return Repository.text("docs/measurements.md");
  }

  @TestFactory
  Stream<DynamicTest> examples() {
    String page = page();
    Matcher example = EXAMPLE.matcher(page);
    List<DynamicTest> tests = new ArrayList<>();
    while (example.find()) {
      String name = example.group(1);
      String kind = example.group(2);
      String text = example.group(3);
      String mapping = example.group(4);
      String lines = example.group(5);
      tests.add(DynamicTest.dynamicTest(name, () -> assertShown(name, kind, text, mapping, lines)));
    }
    int files = page.split("```csv ", -1).length - 1;
    assertEquals(files, tests.size(), "examples without lines of what is printed");
    assertTrue(files >= 15, files + " examples");
    return tests.stream();
  }

  private void assertShown(String name, String kind, String text, String mapping, String lines)
      throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    List<String> arguments =
        new ArrayList<>(List.of("measurement", "inspect", file.toString(), "--kind", kind));
    if (mapping != null) {
      Path said = directory.resolve("said.yaml");
      Files.writeString(said, "mho: mapping/1\n" + mapping);
      arguments.addAll(List.of("--mapping", said.toString()));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.exit(), run.err() + run.out());
    for (String line : lines.lines().toList()) {
      assertTrue(run.out().contains(line), line + "\nin\n" + run.out());
    }
  }

  @Test
  void everyKeyQuantityKindAndStatusIsExplained() {
    String page = page();
    for (RecordComponent key : Mapping.class.getRecordComponents()) {
      assertExplained(page, kebab(key.getName()));
    }
    for (RecordComponent key : Mapping.Column.class.getRecordComponents()) {
      assertTrue(page.contains(kebab(key.getName())), key.getName());
    }
    Stream.of(Quantity.values()).forEach(q -> assertExplained(page, q.spelling()));
    Stream.of(Kind.values()).forEach(k -> assertExplained(page, k.spelling()));
    Stream.of(Status.values())
        .forEach(s -> assertExplained(page, s.name().toLowerCase(Locale.ROOT)));
  }

  private static void assertExplained(String page, String word) {
    assertTrue(page.contains("`" + word + "`"), word + " is not explained");
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
