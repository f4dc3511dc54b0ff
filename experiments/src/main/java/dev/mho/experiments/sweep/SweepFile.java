package dev.mho.experiments.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.TextFile;
import dev.mho.device.random.NoiseStream;
import dev.mho.experiments.export.Sha256;
import dev.mho.experiments.run.Version;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.sweep.SweepSpec.ChooseKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The YAML file of a sweep, and the runs it asks for.
 *
 * @param file where it is
 * @param spec what it says
 * @param experimentFile the experiment that is varied; its directory is where device files are
 *     looked for
 * @param points all runs
 */
public record SweepFile(Path file, SweepSpec spec, Path experimentFile, List<Point> points) {
  /** What the key {@code mho} must say. */
  public static final String KIND = "sweep/1";

  private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");
  private static final int MOST_POINTS = 1_000_000;

  /**
   * Reads a sweep file and every experiment that it makes.
   *
   * @throws BadInputException if it, or one of the experiments, is wrong; one line
   */
  public static SweepFile read(Path file) {
    SweepSpec spec = ExperimentFile.yaml().read(file, KIND, SweepSpec.class);
    Path folder = TextFile.folder(file);
    boolean apart = spec.experiment().isTextual();
    Path experiment = apart ? folder.resolve(spec.experiment().asText()) : file;
    ObjectNode base =
        apart
            ? ExperimentFile.tree(TextFile.read(experiment), experiment.toString())
            : inline(spec);
    List<Map<String, JsonNode>> settings = settings(spec);
    if (settings.size() > MOST_POINTS) {
      throw new BadInputException(
          file + ": " + settings.size() + " runs; allowed: at most " + MOST_POINTS);
    }
    requireKnown(spec, settings.get(0).keySet(), file);
    List<Point> points = new ArrayList<>();
    Map<String, Integer> known = new LinkedHashMap<>();
    for (Map<String, JsonNode> setting : settings) {
      Point point = point(points.size(), setting, base, file, experiment);
      Integer twin = known.putIfAbsent(point.id(), point.number());
      if (twin != null) {
        throw new BadInputException(
            file
                + ": runs "
                + twin
                + " and "
                + point.number()
                + " are the same experiment: "
                + point.label());
      }
      points.add(point);
    }
    return new SweepFile(file, spec, experiment, List.copyOf(points));
  }

  private static void requireKnown(SweepSpec spec, Set<String> keys, Path file) {
    for (String key : spec.choose().flatMap(ChooseKeys::each).orElse(List.of())) {
      if (!keys.contains(key)) {
        throw BadInputException.unknown(file + ": choose.each", "key", key, keys);
      }
    }
  }

  private static ObjectNode inline(SweepSpec spec) {
    ObjectNode base = ((ObjectNode) spec.experiment()).deepCopy();
    base.put("mho", ExperimentFile.KIND);
    if (!base.has("name")) {
      base.put("name", spec.name());
    }
    return base;
  }

  private static Point point(
      int number, Map<String, JsonNode> setting, ObjectNode base, Path file, Path experiment) {
    ObjectNode tree = base.deepCopy();
    Map<String, String> texts = new LinkedHashMap<>();
    setting.forEach(
        (key, value) -> {
          set(tree, key, value, file);
          texts.put(key, value.isValueNode() ? value.asText() : value.toString());
        });
    String place = file + ": run " + number + " (" + texts + ")";
    ExperimentSpec spec = ExperimentFile.of(tree, place);
    Path origin = TextFile.folder(experiment);
    // A wrong device is found before the first run.
    spec.hardware().ifPresent(hardware -> hardware.loadDevice(origin));
    return new Point(number, texts, spec, id(spec, origin));
  }

  /** Sets a key of the experiment, given by its path. */
  private static void set(ObjectNode tree, String path, JsonNode value, Path file) {
    String[] keys = path.split("\\.", -1);
    ObjectNode block = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      JsonNode next = block.get(keys[i]);
      if (next == null || next.isNull()) {
        next = block.putObject(keys[i]);
      }
      if (!(next instanceof ObjectNode inner)) {
        throw BadInputException.at(
            file + ": " + path, keys[i] + ": " + next, "a block of keys in the experiment");
      }
      block = inner;
    }
    block.set(keys[keys.length - 1], value.deepCopy());
  }

  private static String id(ExperimentSpec spec, Path origin) {
    Sha256 hash = new Sha256();
    try (OutputStream all = hash.through(OutputStream.nullOutputStream())) {
      // The name only says where results go.
      String text = Version.text() + "\n" + ExperimentFile.print(spec.named("a-run"));
      all.write(text.getBytes(StandardCharsets.UTF_8));
      for (Path file : spec.files(origin)) {
        all.write(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new BadInputException(e.getMessage() + ": cannot be read");
    }
    return hash.text().substring(0, 16);
  }

  // --- the settings of all runs ------------------------------------------------------------

  private static List<Map<String, JsonNode>> settings(SweepSpec spec) {
    List<Map<String, JsonNode>> settings = List.of(Map.of());
    if (spec.list().isPresent()) {
      List<Map<String, JsonNode>> variants = List.copyOf(spec.list().get());
      settings = combined(settings, variants);
    }
    if (spec.random().isPresent()) {
      settings = combined(settings, drawn(spec.random().get()));
    }
    for (Map.Entry<String, JsonNode> key : spec.grid().orElseGet(LinkedHashMap::new).entrySet()) {
      List<Map<String, JsonNode>> values =
          values(key.getKey(), key.getValue()).stream()
              .<Map<String, JsonNode>>map(value -> Map.of(key.getKey(), value))
              .toList();
      settings = combined(settings, values);
    }
    return settings;
  }

  private static List<Map<String, JsonNode>> combined(
      List<Map<String, JsonNode>> outer, List<Map<String, JsonNode>> inner) {
    List<Map<String, JsonNode>> all = new ArrayList<>();
    for (Map<String, JsonNode> one : outer) {
      for (Map<String, JsonNode> other : inner) {
        Map<String, JsonNode> both = new LinkedHashMap<>(one);
        both.putAll(other);
        all.add(both);
      }
    }
    return all;
  }

  private static List<Map<String, JsonNode>> drawn(SweepSpec.RandomKeys random) {
    NoiseStream stream = NoiseStream.root(random.seed()).child("sweep");
    List<Map<String, JsonNode>> all = new ArrayList<>();
    for (int draw = 0; draw < random.draws(); draw++) {
      Map<String, JsonNode> one = new LinkedHashMap<>();
      for (Map.Entry<String, RandomValues> key : random.keys().entrySet()) {
        one.put(key.getKey(), key.getValue().value(stream.child(key.getKey()).uniform(draw, 0)));
      }
      all.add(one);
    }
    return all;
  }

  /** A number as a file would have it, so that 1..3 and [1, 2, 3] are the same runs. */
  private static JsonNode whole(long n) {
    return (int) n == n ? IntNode.valueOf((int) n) : LongNode.valueOf(n);
  }

  private static List<JsonNode> values(String key, JsonNode given) {
    if (given.isArray()) {
      List<JsonNode> all = new ArrayList<>();
      given.forEach(all::add);
      return all;
    }
    Matcher range = RANGE.matcher(given.asText());
    if (!given.isTextual() || !range.matches()) {
      return List.of(given);
    }
    List<JsonNode> all = new ArrayList<>();
    long last = Long.parseLong(range.group(2));
    for (long n = Long.parseLong(range.group(1)); n <= last && all.size() <= MOST_POINTS; n++) {
      all.add(whole(n));
    }
    if (all.isEmpty()) {
      throw BadInputException.at(
          "grid." + key, given.asText(), "a range from the smaller to the larger");
    }
    return all;
  }

  /** The best settings' experiment, without its validation split: tested on the test samples. */
  Optional<Point> tested(Point point) {
    if (point.spec().data().validation().isEmpty()) {
      return Optional.empty();
    }
    ExperimentSpec spec = point.spec().tested();
    return Optional.of(
        new Point(
            point.number(), point.settings(), spec, id(spec, TextFile.folder(experimentFile))));
  }
}
