package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small program among the tests of a module that docs/api.md shows, source and output. The page
 * is right if it holds the source to the letter, and after it what the program prints: the same
 * words, and numbers to 5 %, for learning may take another path on another processor.
 */
public final class PrintedExample {
  private static final String SOURCES = "src/test/java/";

  private PrintedExample() {}

  /** The program's main method. */
  @FunctionalInterface
  public interface Main {
    /** Runs the program. */
    void run(String[] arguments) throws Exception;
  }

  /** Runs a program and holds the page to it. */
  public static void assertShown(Class<?> program, Main main, String... arguments)
      throws Exception {
    Path file = Path.of(SOURCES + program.getName().replace('.', '/') + ".java");
    String source = Files.readString(file);
    String page = Files.readString(Path.of("..", "docs", "api.md"));
    String code = "```java\n" + source.substring(source.indexOf("import ")) + "```\n";
    int at = page.indexOf(code);
    assertTrue(at >= 0, "docs/api.md does not show " + file + " as it is");
    String after = page.substring(at + code.length());
    int from = after.indexOf("```text\n") + "```text\n".length();
    String shown = after.substring(from, after.indexOf("```", from));
    assertSameLines(shown, printed(main, arguments));
  }

  private static String printed(Main main, String[] arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      main.run(arguments);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void assertSameLines(String shown, String printed) {
    List<String> expected = List.of(shown.strip().split("\\s+"));
    List<String> words = List.of(printed.strip().split("\\s+"));
    assertEquals(expected.size(), words.size(), printed);
    for (int i = 0; i < words.size(); i++) {
      double number = number(expected.get(i));
      if (Double.isNaN(number)) {
        assertEquals(expected.get(i), words.get(i), printed);
      } else {
        assertEquals(number, number(words.get(i)), 0.05 * Math.abs(number) + 1e-9, printed);
      }
    }
  }

  private static double number(String word) {
    try {
      return Double.parseDouble(word.replaceAll("[,:;]$", ""));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
