package dev.mho.experiments.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mho.device.format.BadInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys of a kind of file, to be read: a table for every block, in Markdown, made of its {@link
 * FileSchema}. A block that may stand in several places is told of once.
 */
public final class KeyReference {
  private record Block(String path, ObjectNode schema) {}

  private final FileKind kind;
  private final ObjectNode root;
  private final Map<String, String> told = new LinkedHashMap<>();
  private final Deque<Block> waiting = new ArrayDeque<>();

  private KeyReference(FileKind kind) {
    this.kind = kind;
    this.root = FileSchema.of(kind);
  }

  /** All keys of a kind of file. */
  public static String of(FileKind kind) {
    return new KeyReference(kind).all();
  }

  /**
   * The keys of one block.
   *
   * @param path such as {@code hardware.adc}
   * @throws BadInputException if there is no such block, with those that there are
   */
  public static String of(FileKind kind, String path) {
    KeyReference reference = new KeyReference(kind);
    Map<String, String> sections = reference.sections();
    if (!sections.containsKey(path)) {
      throw BadInputException.unknown(
          kind.label() + " file", "block", path, List.copyOf(sections.keySet()));
    }
    return sections.get(path);
  }

  private String all() {
    StringBuilder text = new StringBuilder();
    sections().values().forEach(section -> text.append(section).append('\n'));
    return text.toString();
  }

  private Map<String, String> sections() {
    Map<String, String> sections = new LinkedHashMap<>();
    waiting.add(new Block("", root));
    while (!waiting.isEmpty()) {
      Block block = waiting.remove();
      sections.put(block.path(), section(block));
    }
    return sections;
  }

  private String section(Block block) {
    StringBuilder text = new StringBuilder();
    String title = block.path().isEmpty() ? kind.label() + " file" : "`" + block.path() + "`";
    text.append("### ").append(title).append("\n\n");
    JsonNode description = block.schema().path("description");
    if (!description.isMissingNode()) {
      text.append(description.asText()).append("\n\n");
    }
    JsonNode models = block.schema().path("anyOf");
    if (!models.isMissingNode()) {
      return text.append(models(block, models)).toString();
    }
    return text.append(table(block.path(), (ObjectNode) block.schema().get("properties")))
        .toString();
  }

  private String models(Block block, JsonNode models) {
    StringBuilder text = new StringBuilder();
    for (JsonNode model : models) {
      if (!model.has("properties")) {
        text.append("Or, for short: ").append(words(model)).append(".\n\n");
        continue;
      }
      String name = model.path("properties").path("model").path("const").asText();
      text.append("**`model: ").append(name).append("`** ");
      text.append(model.path("description").asText()).append("\n\n");
      ObjectNode keys = ((ObjectNode) model.get("properties")).deepCopy();
      keys.remove("model");
      if (!keys.isEmpty()) {
        text.append(table(block.path() + "(" + name + ")", keys)).append('\n');
      }
    }
    return text.toString();
  }

  private String table(String path, ObjectNode keys) {
    StringBuilder text = new StringBuilder("| key | value | if left out | what it is |\n");
    text.append("| --- | --- | --- | --- |\n");
    keys.properties()
        .forEach(
            key -> {
              String inner = path.isEmpty() ? key.getKey() : path + "." + key.getKey();
              JsonNode schema = key.getValue();
              text.append("| `").append(key.getKey()).append("` | ");
              text.append(cell(valueOf(inner, schema))).append(" | ");
              JsonNode usual = schema.path("default");
              text.append(usual.isMissingNode() ? "" : "`" + usual.asText() + "`").append(" | ");
              text.append(cell(meaning(schema))).append(" |\n");
            });
    return text.toString();
  }

  /** What a key is; where it does not say, the first sentence on what it holds. */
  private String meaning(JsonNode schema) {
    String own = schema.path("description").asText();
    String held =
        alternatives(schema).stream()
            .filter(form -> form.has("$ref"))
            .map(form -> root.at(form.get("$ref").asText().substring(1)))
            .map(block -> block.path("description").asText())
            .findFirst()
            .orElse("");
    if (!own.isEmpty()) {
      return own;
    }
    return held.replaceAll("[.:] .*", ".");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  /** What a key may say; a block of keys is told of later. */
  private String valueOf(String path, JsonNode schema) {
    Set<String> forms = new LinkedHashSet<>();
    for (JsonNode form : alternatives(schema)) {
      if (!form.path("type").asText().equals("null")) {
        forms.add(form(path, form));
      }
    }
    return String.join(" or ", forms);
  }

  private String form(String path, JsonNode schema) {
    if (schema.has("$ref")) {
      return block(path, schema.get("$ref").asText());
    }
    if (schema.path("type").asText().equals("array")) {
      return "list of " + valueOf(path + "[]", schema.get("items"));
    }
    return words(schema);
  }

  private static String words(JsonNode schema) {
    if (schema.has("const")) {
      return "`" + schema.get("const").asText() + "`";
    }
    if (schema.has("enum")) {
      Set<String> names = new LinkedHashSet<>();
      schema.get("enum").forEach(name -> names.add("`" + name.asText() + "`"));
      names.remove("`false`");
      return String.join(", ", names);
    }
    return switch (schema.path("type").asText()) {
      case "integer" -> "whole number";
      case "number" -> "number";
      case "string" -> "text";
      case "boolean" -> "`true`, `false`";
      case "object" -> "keys with values";
      default -> "a form of its own";
    };
  }

  private String block(String path, String pointer) {
    String place = told.putIfAbsent(pointer, path);
    if (place == null) {
      ObjectNode schema = (ObjectNode) root.at(pointer.substring(1));
      waiting.add(new Block(path, schema));
      return "[block](#" + anchor(path) + ")";
    }
    return "[as `" + place + "`](#" + anchor(place) + ")";
  }

  private static String anchor(String path) {
    return path.replaceAll("[.()\\[\\]]", "");
  }

  private static List<JsonNode> alternatives(JsonNode schema) {
    List<JsonNode> all = new ArrayList<>();
    for (String key : List.of("anyOf", "allOf")) {
      schema.path(key).forEach(form -> all.addAll(alternatives(form)));
    }
    return all.isEmpty() ? List.of(schema) : all;
  }
}
