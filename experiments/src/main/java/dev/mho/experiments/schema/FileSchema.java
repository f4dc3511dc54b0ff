package dev.mho.experiments.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The JSON Schema (draft 07, which editors know best) of a kind of file, made of the records that
 * read it: keys, values, defaults, and the docstrings as descriptions. It accepts every file that
 * mho accepts; whether settings go together is for {@code mho spec check} to say.
 */
public final class FileSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DEFINITIONS = "definitions";

  private final FileKind kind;
  private final StrictFormat format;
  private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

  private FileSchema(FileKind kind) {
    this.kind = kind;
    this.format = kind.format();
  }

  /** The schema of a kind of file. */
  public static ObjectNode of(FileKind kind) {
    return new FileSchema(kind).root();
  }

  /** The text of that schema. */
  public static String text(FileKind kind) {
    return of(kind).toPrettyString() + "\n";
  }

  private ObjectNode root() {
    ObjectNode root = JSON.objectNode();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "mho " + kind.label() + " file");
    ObjectNode block = block(kind.type());
    ObjectNode properties = JSON.objectNode();
    properties.set(
        "mho", JSON.objectNode().put("const", kind.version()).put("description", "Kind of file."));
    properties.setAll((ObjectNode) block.get("properties"));
    block.set("properties", properties);
    block.set("required", JSON.arrayNode().add("mho"));
    root.setAll(block);
    if (!definitions.isEmpty()) {
      ObjectNode all = root.putObject(DEFINITIONS);
      definitions.forEach(all::set);
    }
    return root;
  }

  private ObjectNode value(RecordComponent component, Optional<String> word) {
    ObjectNode schema = value(component.getGenericType());
    JsonFormat format = component.getAccessor().getAnnotation(JsonFormat.class);
    if (format != null
        && List.of(format.with()).contains(JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)) {
      schema = either(schema.get("items").deepCopy(), schema);
    }
    return word.isPresent() ? either(schema, JSON.objectNode().put("const", word.get())) : schema;
  }

  private static ObjectNode either(JsonNode one, JsonNode other) {
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(one).add(other);
    return either;
  }

  private ObjectNode value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic);
    }
    if (type instanceof GenericArrayType array) {
      return list(value(array.getGenericComponentType()));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isArray()) {
      return list(value(plain.getComponentType()));
    }
    if (plain == String.class || java.nio.file.Path.class.isAssignableFrom(plain)) {
      return typed("string");
    }
    if (plain == int.class
        || plain == Integer.class
        || plain == long.class
        || plain == Long.class) {
      return typed("integer");
    }
    if (plain == double.class || plain == Double.class) {
      return typed("number");
    }
    if (plain == OptionalInt.class) {
      return orNull(typed("integer"));
    }
    if (plain == OptionalDouble.class) {
      return orNull(typed("number"));
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return typed("boolean");
    }
    if (plain.isEnum()) {
      return names(plain);
    }
    return ofClass(plain);
  }

  private ObjectNode ofGeneric(ParameterizedType generic) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    if (raw == Optional.class) {
      return orNull(value(arguments[0]));
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return list(value(arguments[0]));
    }
    if (Map.class.isAssignableFrom(raw)) {
      ObjectNode map = typed("object");
      map.set("additionalProperties", value(arguments[1]));
      return map;
    }
    throw new IllegalStateException("no schema for " + generic);
  }

  /** What may be left out may be said to be nothing, too. */
  private static ObjectNode orNull(ObjectNode value) {
    if (value.isEmpty()) {
      return value;
    }
    return either(value, typed("null"));
  }

  private ObjectNode ofClass(Class<?> plain) {
    JsonSubTypes family = plain.getAnnotation(JsonSubTypes.class);
    if (family != null) {
      return family(plain, family);
    }
    Optional<Class<?>> delegate = delegate(plain);
    if (delegate.isPresent()) {
      ObjectNode any =
          JsonNode.class.isAssignableFrom(delegate.get())
              ? JSON.objectNode()
              : value(delegate.get());
      Docstring.of(plain).ifPresent(text -> any.put("description", text));
      return any;
    }
    return plain.isRecord() ? reference(plain) : JSON.objectNode();
  }

  /** One of several models, told apart by the key {@code model}. */
  private ObjectNode family(Class<?> plain, JsonSubTypes family) {
    String name = name(plain);
    if (!definitions.containsKey(name)) {
      ObjectNode node = JSON.objectNode();
      definitions.put(name, node);
      Docstring.of(plain).ifPresent(text -> node.put("description", text));
      JsonTypeInfo info = plain.getAnnotation(JsonTypeInfo.class);
      ArrayNode models = node.putArray("anyOf");
      for (JsonSubTypes.Type member : family.value()) {
        models.add(model(member, info.property()));
        if (info.defaultImpl() == member.value()) {
          delegate(member.value()).ifPresent(short_ -> models.add(value(short_)));
        }
      }
    }
    return JSON.objectNode().put("$ref", "#/" + DEFINITIONS + "/" + name);
  }

  private ObjectNode model(JsonSubTypes.Type member, String key) {
    ObjectNode block = block(member.value());
    ObjectNode properties = JSON.objectNode();
    properties.set(key, JSON.objectNode().put("const", member.name()));
    properties.setAll((ObjectNode) block.get("properties"));
    block.set("properties", properties);
    block.set("required", JSON.arrayNode().add(key));
    return block;
  }

  private ObjectNode reference(Class<?> type) {
    String name = name(type);
    if (!definitions.containsKey(name)) {
      ObjectNode node = JSON.objectNode();
      definitions.put(name, node);
      node.setAll(block(type));
    }
    return JSON.objectNode().put("$ref", "#/" + DEFINITIONS + "/" + name);
  }

  private ObjectNode block(Class<?> type) {
    ObjectNode block = typed("object");
    Docstring.of(type).ifPresent(text -> block.put("description", text));
    ObjectNode properties = block.putObject("properties");
    ObjectNode defaults = defaults(type);
    for (RecordComponent component : type.getRecordComponents()) {
      String key = key(component);
      ObjectNode schema = value(component, kind.wordFor(key));
      Optional<String> text = Docstring.of(type, component.getName());
      JsonNode usual = defaults.get(key);
      boolean more = text.isPresent() || (usual != null && usual.isValueNode());
      // Beside a reference, draft 07 ignores everything else.
      if (schema.has("$ref") && more) {
        ObjectNode wrapped = JSON.objectNode();
        wrapped.putArray("allOf").add(schema);
        schema = wrapped;
      }
      if (text.isPresent()) {
        // What is spelled in a way of its own says how.
        String how = schema.path("description").asText();
        schema.put("description", how.isEmpty() ? text.get() : text.get() + ". " + how);
      }
      if (usual != null && usual.isValueNode()) {
        schema.set("default", usual);
      }
      properties.set(key, schema);
    }
    block.put("additionalProperties", false);
    return block;
  }

  /** What an empty block says, where a block may be empty. */
  private ObjectNode defaults(Class<?> type) {
    try {
      ObjectNode empty = JSON.objectNode().put("mho", "");
      Object usual = format.bind(empty, "", "", type, keys -> {});
      return format.tree(format.print("", usual), "", "");
    } catch (BadInputException e) {
      return JSON.objectNode();
    }
  }

  private String key(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named != null && !named.value().isEmpty()
        ? named.value()
        : kind.spelling().translate(component.getName());
  }

  private static ObjectNode names(Class<?> type) {
    ObjectNode node = JSON.objectNode();
    ArrayNode names = node.putArray("enum");
    ArrayNode texts = JSON.arrayNode();
    ObjectMapper mapper = new ObjectMapper();
    for (Object constant : type.getEnumConstants()) {
      String name = mapper.convertValue(constant, String.class);
      names.add(name);
      texts.add(Docstring.of((Enum<?>) constant).orElse(""));
      // YAML readers take these words for truth values.
      if (name.equals("true") || name.equals("off")) {
        names.add(name.equals("true"));
        texts.add(texts.get(texts.size() - 1));
      }
    }
    node.set("enumDescriptions", texts);
    return node;
  }

  /** What a value that is spelled in a way of its own is read from. */
  private static Optional<Class<?>> delegate(Class<?> type) {
    return Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
        .filter(
            maker -> {
              JsonCreator creator = maker.getAnnotation(JsonCreator.class);
              return creator != null && creator.mode() == JsonCreator.Mode.DELEGATING;
            })
        .<Class<?>>map(maker -> maker.getParameterTypes()[0])
        .findFirst();
  }

  /** Name of a definition: that of the class, inside those around it. */
  private static String name(Class<?> type) {
    String own = type.getSimpleName();
    return type.getEnclosingClass() == null ? own : name(type.getEnclosingClass()) + "." + own;
  }

  private static ObjectNode typed(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static ObjectNode list(ObjectNode items) {
    ObjectNode list = typed("array");
    list.set("items", items);
    return list;
  }
}
