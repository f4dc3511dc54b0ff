package dev.mho.experiments.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.learning.layer.ImageShape;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Samples from a table: one a line, fields separated by commas, semicolons or tabs (whichever the
 * first line has), plain or compressed with gzip. A first line that holds anything but numbers
 * beside the label is a header. Classes are named by whole numbers from 0, or by words, which are
 * numbered in alphabetical order.
 *
 * @param file samples to learn from, and to test with where there is no {@code testFile}: a fifth,
 *     drawn at random and always the same
 * @param testFile samples to test with
 * @param label column of the class: its name in the header, its number from 1, or {@code last}
 * @param image shape of a sample, pixels row by row with their channels side by side
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CsvFiles(
    String file, Optional<String> testFile, String label, Optional<ImageShape> image) {
  private static final int TEST_SHARE = 5;

  /** What tables have in the place of a number, in small letters. */
  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "nan", "-nan", "inf", "+inf", "-inf", "null", "none", "?", "-", "--");

  public CsvFiles {
    Check.present("file", file);
    label = label == null ? "last" : label;
  }

  /**
   * The files.
   *
   * @param folder from which their names are seen
   */
  public Stream<Path> files(Path folder) {
    return Stream.concat(Stream.of(file), testFile.stream()).map(folder::resolve);
  }

  /** One file: what its lines say, classes still by name. */
  private record Table(Path path, List<float[]> features, List<String> classes) {}

  /**
   * Reads the files.
   *
   * @param folder from which their names are seen
   * @throws BadInputException naming file, line and column of what is wrong
   */
  public Dataset load(Path folder) {
    Table train = read(folder.resolve(file));
    Optional<Table> test = testFile.map(name -> read(folder.resolve(name)));
    TreeMap<String, Integer> numbers = numbers(train, test);
    Samples all = samples(train, numbers);
    String name = DatasetName.CSV.toString();
    if (test.isPresent()) {
      return new Dataset(name, numbers.size(), all, samples(test.get(), numbers), image);
    }
    int[] order = NoiseStream.root(0).child("csv split").permutation(0, all.size());
    int held = all.size() / TEST_SHARE;
    if (held == 0) {
      throw BadInputException.at(
          train.path().toString(), all.size() + " samples", "at least " + TEST_SHARE);
    }
    return new Dataset(
        name,
        numbers.size(),
        all.select(Arrays.copyOfRange(order, held, order.length)),
        all.select(Arrays.copyOf(order, held)),
        image);
  }

  private static TreeMap<String, Integer> numbers(Table train, Optional<Table> test) {
    TreeMap<String, Integer> numbers = new TreeMap<>();
    train.classes().forEach(name -> numbers.put(name, 0));
    test.ifPresent(table -> table.classes().forEach(name -> numbers.put(name, 0)));
    boolean whole = numbers.keySet().stream().allMatch(name -> name.matches("\\d{1,6}"));
    if (whole) {
      int most = numbers.keySet().stream().mapToInt(Integer::parseInt).max().orElse(0);
      numbers.clear();
      for (int i = 0; i <= most; i++) {
        numbers.put(Integer.toString(i), i);
      }
      return numbers;
    }
    int next = 0;
    for (String name : numbers.keySet()) {
      numbers.put(name, next++);
    }
    return numbers;
  }

  private static Samples samples(Table table, TreeMap<String, Integer> numbers) {
    int features = table.features().get(0).length;
    float[] values = new float[Math.multiplyExact(table.features().size(), features)];
    int[] labels = new int[table.features().size()];
    for (int i = 0; i < labels.length; i++) {
      System.arraycopy(table.features().get(i), 0, values, i * features, features);
      String name = table.classes().get(i);
      String known = name.matches("\\d{1,6}") ? canonical(name, numbers) : name;
      labels[i] = Objects.requireNonNull(numbers.get(known));
    }
    return new Samples(features, values, labels);
  }

  /** 07 and 7 are one class where classes are numbers. */
  private static String canonical(String name, TreeMap<String, Integer> numbers) {
    return numbers.containsKey(name) ? name : Integer.toString(Integer.parseInt(name));
  }

  private Table read(Path path) {
    List<String> lines = lines(path);
    if (lines.isEmpty()) {
      throw BadInputException.at(path.toString(), "no line", "a sample a line");
    }
    String separator = separator(lines.get(0));
    String[] first = lines.get(0).split(separator, -1);
    boolean header = isHeader(first);
    int column = column(path, first, header);
    Table table = new Table(path, new ArrayList<>(), new ArrayList<>());
    for (int i = header ? 1 : 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        add(table, lines.get(i).split(separator, -1), first.length, column, i + 1);
      }
    }
    if (table.features().isEmpty()) {
      throw BadInputException.at(path.toString(), "a header alone", "a sample a line");
    }
    return table;
  }

  private static List<String> lines(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new BadInputException(
          path + (Files.isDirectory(path) ? ": is a directory, and no table" : ": no such file"));
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
      raw.reset();
      InputStream text = gzip ? new GZIPInputStream(raw) : raw;
      return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()))
          .lines()
          .map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
          .toList();
    } catch (UncheckedIOException e) {
      throw new BadInputException(
          e.getCause() instanceof CharacterCodingException
              ? path + ": is not UTF-8 text"
              : path + ": cannot be read (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw new BadInputException(path + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private static String separator(String line) {
    return line.contains("\t") ? "\t" : line.contains(";") ? ";" : ",";
  }

  private int column(Path path, String[] first, boolean header) {
    if (first.length < 2) {
      throw BadInputException.at(
          path + ": line 1", "one column", "features and a label, separated by , ; or a tab");
    }
    if (header) {
      List<String> names = Arrays.stream(first).map(CsvFiles::bare).toList();
      int named = names.indexOf(label);
      if (named != names.lastIndexOf(label)) {
        throw BadInputException.at(
            path + ": label", "several columns named \"" + label + "\"", "a name of one column");
      }
      if (named >= 0) {
        return named;
      }
    }
    if (label.equals("last")) {
      return first.length - 1;
    }
    if (label.matches("\\d{1,6}")
        && Integer.parseInt(label) >= 1
        && Integer.parseInt(label) <= first.length) {
      return Integer.parseInt(label) - 1;
    }
    throw BadInputException.at(
        path + ": label",
        "\"" + label + "\"",
        "last, a column from 1 to " + first.length + ", or a name in the first line");
  }

  /**
   * Whether a first line names columns: by {@code label}, or by words. What stands for a missing
   * number, or for one that is too large, is no word.
   */
  private boolean isHeader(String[] fields) {
    int last = fields.length - 1;
    boolean named =
        Arrays.stream(fields).anyMatch(field -> isWord(field) && bare(field).equals(label));
    boolean numbered = label.matches("\\d{1,6}");
    int column = numbered ? Integer.parseInt(label) - 1 : last;
    for (int i = 0; i < fields.length; i++) {
      if (i != column && isWord(fields[i])) {
        return true;
      }
    }
    return named && !label.equals("last");
  }

  private static boolean isWord(String field) {
    String text = bare(field);
    try {
      Double.parseDouble(text);
      return false;
    } catch (NumberFormatException e) {
      return !MISSING.contains(text.toLowerCase(Locale.ROOT));
    }
  }

  private static void add(Table table, String[] fields, int columns, int column, int line) {
    String place = table.path() + ": line " + line;
    if (fields.length != columns) {
      throw BadInputException.at(place, fields.length + " columns", columns + ", as in line 1");
    }
    float[] features = new float[columns - 1];
    for (int i = 0; i < columns; i++) {
      if (i != column) {
        int at = i;
        features[i < column ? i : i - 1] =
            number(fields[i])
                .orElseThrow(
                    () ->
                        BadInputException.at(
                            place + ", column " + (at + 1),
                            "\"" + fields[at].strip() + "\"",
                            "a finite number"));
      }
    }
    String name = bare(fields[column]);
    if (name.isEmpty()) {
      throw BadInputException.at(place + ", column " + (column + 1), "nothing", "a class");
    }
    table.features().add(features);
    table.classes().add(name);
  }

  private static Optional<Float> number(String field) {
    try {
      float value = Float.parseFloat(bare(field));
      return Float.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String bare(String field) {
    String stripped = field.strip();
    boolean quoted = stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
    return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
  }
}
