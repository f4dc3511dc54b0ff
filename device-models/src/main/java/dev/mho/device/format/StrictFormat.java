package dev.mho.device.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and writes the versioned text files of mho (JSON, or YAML through another factory): a file
 * carries {@code mho: kind/version}, an unknown key is an error that suggests the nearest known
 * one, and every error is one line with file, place, what was found and what is allowed.
 */
public final class StrictFormat {
  private static final String VERSION_KEY = "mho";
  private static final String MODEL_KEY = "model";

  /** What is wrong and where, in the words of the YAML library: the last place that it names. */
  private static final Pattern MARKED =
      Pattern.compile(
          "(?s)(?:.*\\n)?(?<problem>[^\\n]+)\\n"
              + " in 'reader', line (?<line>\\d+), column (?<column>\\d+)");

  /** Made once: a mapper learns what a record looks like when it first meets it. */
  private static final StrictFormat JSON =
      new StrictFormat(new JsonFactory(), PropertyNamingStrategies.SNAKE_CASE);

  private final ObjectMapper mapper;

  /**
   * A format over the given factory.
   *
   * @param factory JSON or YAML
   * @param keyStyle how record components are spelled in the file
   */
  public StrictFormat(JsonFactory factory, PropertyNamingStrategy keyStyle) {
    mapper =
        JsonMapper.builder(factory)
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(keyStyle)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
  }

  /** JSON with {@code snake_case} keys: device, converter and sidecar files. */
  public static StrictFormat json() {
    return JSON;
  }

  /**
   * Reads a file.
   *
   * @throws BadInputException if it is missing, unreadable, of another kind or version, or not as
   *     {@code type} demands
   */
  public <T> T read(Path file, String kind, Class<T> type) {
    return read(file, kind, type, keys -> {});
  }

  /** Reads a file whose keys are {@code prepared} before they are checked. */
  public <T> T read(Path file, String kind, Class<T> type, Consumer<ObjectNode> prepared) {
    return parse(TextFile.read(file), file.toString(), kind, type, prepared);
  }

  /** Reads a text; {@code name} stands for the file in messages. */
  public <T> T parse(String text, String name, String kind, Class<T> type) {
    return parse(text, name, kind, type, keys -> {});
  }

  /** Reads a text whose keys are {@code prepared} before they are checked. */
  public <T> T parse(
      String text, String name, String kind, Class<T> type, Consumer<ObjectNode> prepared) {
    return bind(tree(text, name, kind), name, kind, type, prepared);
  }

  /** The keys of a text, not checked yet; {@code name} stands for the file in messages. */
  public ObjectNode tree(String text, String name, String kind) {
    try {
      if (mapper.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw BadInputException.at(
          name, "no key at all", "a file that starts with " + VERSION_KEY + ": " + kind);
    } catch (JsonProcessingException e) {
      throw translate(e, name, MissingNode.getInstance());
    }
  }

  /** Checks the keys of a file, which are {@code prepared} before, and makes a value of them. */
  public <T> T bind(
      ObjectNode tree, String name, String kind, Class<T> type, Consumer<ObjectNode> prepared) {
    try {
      JsonNode version = tree.remove(VERSION_KEY);
      if (version == null || !version.asText().equals(kind)) {
        String found = version == null ? "no key \"mho\"" : "mho: " + version.asText();
        throw BadInputException.at(name, found, "mho: " + kind);
      }
      prepared.accept(tree);
      return mapper.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw translate(e, name, tree);
    }
  }

  /** The text of a value, {@code mho: kind/version} first, ending in a line feed. */
  public String print(String kind, Object value) {
    ObjectNode tree = mapper.createObjectNode();
    tree.put(VERSION_KEY, kind);
    tree.setAll((ObjectNode) mapper.valueToTree(value));
    try {
      String text = mapper.writeValueAsString(tree);
      return text.endsWith("\n") ? text : text + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private BadInputException translate(JsonProcessingException e, String name, JsonNode tree) {
    String place = name + place(e);
    if (e instanceof UnrecognizedPropertyException unknown) {
      List<String> known =
          unknown.getKnownPropertyIds() == null
              ? List.of()
              : unknown.getKnownPropertyIds().stream().map(Object::toString).toList();
      return BadInputException.unknown(place, "key", unknown.getPropertyName(), known);
    }
    if (e instanceof InvalidTypeIdException type) {
      List<String> known = subtypes(type);
      if (type.getTypeId() == null) {
        return BadInputException.at(place, "no key \"model\"", String.join(", ", known));
      }
      return BadInputException.unknown(place, "model", type.getTypeId(), known);
    }
    if (e instanceof InvalidFormatException format) {
      String allowed = noun(format.getTargetType());
      return BadInputException.at(place, "\"" + format.getValue() + "\"", allowed);
    }
    Throwable cause = e.getCause();
    if (e instanceof ValueInstantiationException creation && cause != null) {
      return stranger(name, creation.getPath(), tree, creation.getType().getRawClass())
          .orElseGet(() -> new BadInputException(place + ": " + cause.getMessage()));
    }
    if (cause instanceof InputCoercionException beyond && beyond.getTargetType() != null) {
      String number = at(tree, ((JsonMappingException) e).getPath()).asText();
      return BadInputException.at(place, number, range(beyond.getTargetType()));
    }
    if (e instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
      return mismatch(mismatch, name, tree);
    }
    if (e instanceof JsonMappingException && cause instanceof RuntimeException) {
      return new BadInputException(place + ": " + cause.getMessage());
    }
    Matcher marked = MARKED.matcher(e.getOriginalMessage());
    if (marked.lookingAt()) {
      String line = ":" + marked.group("line") + ":" + marked.group("column");
      return new BadInputException(name + line + ": not readable: " + marked.group("problem"));
    }
    JsonLocation where = e.getLocation();
    boolean known = where != null && where.getLineNr() > 0;
    String line = known ? ":" + where.getLineNr() + ":" + where.getColumnNr() : "";
    return new BadInputException(name + line + ": not readable: " + firstSentence(e));
  }

  /** A value that is missing or of the wrong type. */
  private BadInputException mismatch(MismatchedInputException e, String name, JsonNode tree) {
    List<JsonMappingException.Reference> path = e.getPath();
    JsonMappingException.Reference last = path.get(path.size() - 1);
    List<JsonMappingException.Reference> parents = path.subList(0, path.size() - 1);
    if (last.getFrom() instanceof Class<?> owner && !at(tree, parents).has(last.getFieldName())) {
      return stranger(name, parents, tree, owner)
          .orElseGet(() -> new BadInputException(name + place(path) + ": missing"));
    }
    String found = at(tree, path).toString();
    String shortened = found.length() > 40 ? found.substring(0, 40) + "…" : found;
    return BadInputException.at(name + place(path), shortened, noun(e.getTargetType()));
  }

  /**
   * The first unknown key of a block. Jackson looks for missing keys before unknown ones, but a
   * mistyped key is both, and its user is better served with the latter.
   */
  private Optional<BadInputException> stranger(
      String name, List<JsonMappingException.Reference> path, JsonNode tree, Class<?> owner) {
    if (!hasKeys(owner)) {
      return Optional.empty();
    }
    List<String> known =
        mapper
            .getDeserializationConfig()
            .introspect(mapper.constructType(owner))
            .findProperties()
            .stream()
            .map(BeanPropertyDefinition::getName)
            .toList();
    String block = name + place(path) + (path.isEmpty() ? ": " : ".");
    return at(tree, path).properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !known.contains(key) && !key.equals(MODEL_KEY))
        .findFirst()
        .map(key -> BadInputException.unknown(block + key, "key", key, known));
  }

  /** Whether a type is a block of keys in a file, rather than a value with a form of its own. */
  private boolean hasKeys(Class<?> type) {
    var config = mapper.getSerializationConfig();
    var description = config.introspect(mapper.constructType(type));
    return description.findJsonValueAccessor() == null
        && config.getAnnotationIntrospector().findSerializer(description.getClassInfo()) == null;
  }

  private static JsonNode at(JsonNode tree, List<JsonMappingException.Reference> path) {
    JsonNode node = tree;
    for (JsonMappingException.Reference step : path) {
      node =
          step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
    }
    return node;
  }

  private List<String> subtypes(InvalidTypeIdException e) {
    var config = mapper.getDeserializationConfig();
    var family = config.introspectClassAnnotations(e.getBaseType()).getClassInfo();
    return mapper.getSubtypeResolver().collectAndResolveSubtypesByClass(config, family).stream()
        .filter(NamedType::hasName)
        .map(NamedType::getName)
        .sorted()
        .toList();
  }

  private static String place(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping ? place(mapping.getPath()) : "";
  }

  private static String place(List<JsonMappingException.Reference> steps) {
    if (steps.isEmpty()) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : steps) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
      }
    }
    return ": " + path;
  }

  private static String range(Class<?> type) {
    boolean whole = type == int.class || type == Integer.class;
    long least = whole ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long most = whole ? Integer.MAX_VALUE : Long.MAX_VALUE;
    return "a whole number from " + least + " to " + most;
  }

  private static String firstSentence(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll(" \\(code [^)]*\\)", "")
        .replaceAll("^Malformed numeric value '(.*)'$", "$1 is no finite number")
        .replaceAll(" \\(\\(CTRL-CHAR.*", " inside a text: a line break or a tab")
        .replaceAll("(: was expecting)? \\((JSON|start|`).*", "")
        .replaceAll(": enable .*", "")
        .replaceAll("^Trailing token.*", "more text after the end");
  }

  private String noun(Class<?> type) {
    if (type == null) {
      return "another type of value";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> mapper.convertValue(constant, String.class))
          .collect(Collectors.joining(", "));
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type.isArray() || java.util.Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return "a block of keys";
  }
}
