package dev.mho.experiments.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.Repository;
import dev.mho.experiments.cli.Mho;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The commands that the pages and the examples tell people to type can be typed. */
class CommandsTest {
  private static final Path ROOT = Repository.root();
  private static final CommandLine MHO =
      new CommandLine(new Mho()).setCaseInsensitiveEnumValuesAllowed(true);
  private static final Pattern FENCE = Pattern.compile("(?s)```[a-z]*\\n(.*?)```");
  private static final Pattern INLINE = Pattern.compile("`(?:\\./)?mho ([^`]+)`");
  private static final Pattern CALL =
      Pattern.compile("^[#\\s]*(?:\\w+=\\S+ )*(?:\\.\\./)*\\.?/?mho (.+)$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /**
   * A command line of a page.
   *
   * @param page where it stands
   * @param words what follows {@code mho}
   */
  record Call(Path page, List<String> words) {
    @Override
    public String toString() {
      return ROOT.relativize(page) + ": mho " + String.join(" ", words);
    }
  }

  /** The commands of a page's blocks, each with its continued lines. */
  static List<Call> inBlocks(Path page) throws IOException {
    String text = Files.readString(page);
    List<Call> calls = new ArrayList<>();
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      calls.addAll(calls(page, fence.group(1)));
    }
    return calls;
  }

  private static List<Call> calls(Path page, String text) {
    List<Call> calls = new ArrayList<>();
    for (String line : text.replaceAll("\\\\\\n[#\\s]*", " ").lines().toList()) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        calls.add(new Call(page, words(call.group(1))));
      }
    }
    return calls;
  }

  /** Words of a shell, up to a comment, a pipe, a redirection or another command. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    String alone = line.replaceAll("\\s{4,}\\S.*$", "").replaceAll("\\s+(#|>|\\||&&|\\)).*$", "");
    Matcher word = WORD.matcher(alone);
    while (word.find()) {
      words.add(
          Stream.of(word.group(1), word.group(2), word.group(3))
              .filter(w -> w != null)
              .findFirst()
              .orElseThrow());
    }
    return words;
  }

  private static List<Call> all() throws IOException {
    List<Call> calls = new ArrayList<>();
    for (Path page : LinksTest.pages()) {
      calls.addAll(inBlocks(page));
      Matcher inline = INLINE.matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""));
      while (inline.find()) {
        calls.add(new Call(page, words(inline.group(1).replaceAll("\\s+", " "))));
      }
    }
    for (Path example : Repository.files("examples", ".yaml")) {
      calls.addAll(calls(example, Files.readString(example)));
    }
    return calls;
  }

  @Test
  void everyCommandCanBeParsed() throws IOException {
    List<String> wrong = new ArrayList<>();
    int whole = 0;
    for (Call call : all()) {
      List<String> words = call.words().stream().map(CommandsTest::placeholder).toList();
      if (isNamedAlone(words)) {
        continue;
      }
      whole++;
      try {
        MHO.parseArgs(words.stream().filter(w -> !w.isEmpty()).toArray(String[]::new));
      } catch (ParameterException e) {
        wrong.add(call + ": " + e.getMessage());
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(whole > 100, whole + " commands");
  }

  /** What stands for words of a user's. */
  private static String placeholder(String word) {
    return word.replaceAll("\\.\\.\\.$", "").replaceAll("^\\[|\\]$", "").replaceAll("^…$", "");
  }

  /** Whether a text only names a command, and whether there is such a command. */
  private static boolean isNamedAlone(List<String> words) {
    CommandLine command = MHO;
    for (String word : words) {
      if (!command.getSubcommands().containsKey(word)) {
        return false;
      }
      command = command.getSubcommands().get(word);
    }
    return true;
  }

  @Test
  void everyExampleThatIsNamedExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Call call : all()) {
      for (String word : call.words()) {
        if (word.startsWith("examples/") && !exists(word)) {
          missing.add(call.toString());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  /** Words in capitals and stars stand for one of several. */
  private static boolean exists(String path) {
    String glob = path.replaceAll("[A-Z]{2,}", "*");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + ROOT.resolve(glob));
    return Files.exists(ROOT.resolve(path))
        || Repository.files("examples", "").stream().anyMatch(matcher::matches);
  }

  /** docs/README.md lists every command that there is. */
  @Test
  void theIndexNamesEveryCommand() {
    String index = Repository.text("docs/README.md");
    TreeSet<String> unnamed = new TreeSet<>();
    collect("mho", MHO, index, unnamed);
    assertEquals(new TreeSet<String>(), unnamed);
  }

  private static void collect(
      String name, CommandLine command, String index, TreeSet<String> into) {
    if (command.getSubcommands().isEmpty()) {
      if (!index.contains("| `" + name + "` |")) {
        into.add(name);
      }
      return;
    }
    command.getSubcommands().forEach((word, sub) -> collect(name + " " + word, sub, index, into));
  }
}
