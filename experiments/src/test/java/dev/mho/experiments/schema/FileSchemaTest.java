package dev.mho.experiments.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mho.device.DeviceFile;
import dev.mho.device.Presets;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.sweep.SweepFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas accept what mho accepts, refuse strange keys and values, and leave no key unsaid. */
class FileSchemaTest {
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final Path EXAMPLES = Path.of("..", "examples");

  private static final Map<FileKind, Schema> SCHEMAS =
      Arrays.stream(FileKind.values())
          .collect(
              Collectors.toMap(
                  kind -> kind,
                  kind ->
                      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                          .getSchema(FileSchema.of(kind))));

  private static List<Error> faults(FileKind kind, String text) throws IOException {
    return SCHEMAS.get(kind).validate(YAML.readTree(text));
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> all = Files.walk(EXAMPLES)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void acceptsEveryExample(Path file) throws IOException {
    String text = Files.readString(file);
    String version = YAML.readTree(text).path("mho").asText();
    FileKind kind =
        Arrays.stream(FileKind.values())
            .filter(k -> k.version().equals(version))
            .findFirst()
            .orElseThrow();
    assertEquals(List.of(), faults(kind, text));
  }

  @Test
  void acceptsExamplesWithAllFilledIn() throws IOException {
    // The device of that folder's experiment is fitted first, as the docs tests do.
    for (Path file : examples().filter(f -> !f.getParent().endsWith("measured")).toList()) {
      SpecFile read = SpecFile.read(file);
      assertEquals(List.of(), faults(read.kind(), read.text()), file::toString);
    }
  }

  @Test
  void acceptsEveryPreset() throws IOException {
    for (String name : Presets.names()) {
      String text = DeviceFile.print(Presets.get(name));
      assertEquals(List.of(), faults(FileKind.DEVICE, text), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "seed: 1, seeed: 1",
    "credit: backpropagation, credit: backprop",
    "epochs: 2, epochs: two",
    "batch: 100, batch: [100]"
  })
  void refusesStrangeKeysAndValues(String right, String wrong) throws IOException {
    String text =
        """
        mho: experiment/1
        name: a
        seed: 1
        data: { set: digits }
        network: { kind: dense, hidden: [10] }
        learning:
          credit: backpropagation
          update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } }
          batch: 100
          epochs: 2
        """;
    assertEquals(List.of(), faults(FileKind.EXPERIMENT, text));
    assertTrue(text.contains(right));
    assertFalse(faults(FileKind.EXPERIMENT, text.replace(right, wrong)).isEmpty());
  }

  @Test
  void takesTheWordsThatYamlReadsAsTruth() throws IOException {
    String text =
        """
        mho: experiment/1
        hardware: exact
        learning: { derivative: true, decorrelation: { gain: off } }
        """;
    assertEquals(List.of(), faults(FileKind.EXPERIMENT, text));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void saysOfEveryKeyWhatItIs(FileKind kind) {
    List<String> unsaid = new ArrayList<>();
    JsonNode schema = FileSchema.of(kind);
    collectUnsaid("", schema, unsaid);
    schema
        .path("definitions")
        .properties()
        .forEach(d -> collectUnsaid(d.getKey(), d.getValue(), unsaid));
    assertEquals(List.of(), unsaid);
  }

  private static void collectUnsaid(String place, JsonNode block, List<String> unsaid) {
    block
        .path("properties")
        .properties()
        .forEach(
            key -> {
              JsonNode schema = key.getValue();
              boolean said =
                  schema.has("description")
                      || schema.toString().contains("\"$ref\"")
                      || key.getKey().equals("model");
              if (!said) {
                unsaid.add(place + "." + key.getKey());
              }
            });
    block.path("anyOf").forEach(model -> collectUnsaid(place, model, unsaid));
  }

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void referenceAndSchemaThatAreShippedAreThese(FileKind kind) throws IOException {
    String remedy = "docs/keys/write.sh writes it anew";
    Path folder = Path.of("..", "docs", "keys");
    assertEquals(
        KeyReference.of(kind), Files.readString(folder.resolve(kind.label() + ".md")), remedy);
    assertEquals(
        FileSchema.text(kind),
        Files.readString(folder.resolve(kind.label() + ".schema.json")),
        remedy);
  }

  @Test
  void kindsAreThoseOfTheFiles() {
    assertEquals(ExperimentFile.KIND, FileKind.named("experiment").version());
    assertEquals(SweepFile.KIND, FileKind.named("sweep").version());
  }
}
