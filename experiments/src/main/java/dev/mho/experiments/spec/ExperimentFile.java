package dev.mho.experiments.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.mho.device.format.StrictFormat;
import java.nio.file.Path;

/** The YAML file of an experiment. */
public final class ExperimentFile {
  /** What the key {@code mho} must say. */
  public static final String KIND = "experiment/1";

  private static final StrictFormat YAML =
      new StrictFormat(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build(),
          PropertyNamingStrategies.KEBAB_CASE);

  private ExperimentFile() {}

  /** The format of experiment and sweep files: YAML with {@code kebab-case} keys. */
  public static StrictFormat yaml() {
    return YAML;
  }

  /**
   * Reads an experiment file.
   *
   * @throws dev.mho.device.format.BadInputException if it is missing or wrong; one line
   */
  public static ExperimentSpec read(Path file) {
    return yaml().read(file, KIND, ExperimentSpec.class, ExperimentFile::spellOut);
  }

  /** Reads the text of an experiment file; {@code name} stands for the file in messages. */
  public static ExperimentSpec parse(String text, String name) {
    return yaml().parse(text, name, KIND, ExperimentSpec.class, ExperimentFile::spellOut);
  }

  /** The keys of an experiment file, not checked yet, to be changed and given to {@link #of}. */
  public static ObjectNode tree(String text, String name) {
    return yaml().tree(text, name, KIND);
  }

  /** The experiment of some keys; {@code name} stands for the file in messages. */
  public static ExperimentSpec of(ObjectNode tree, String name) {
    return yaml().bind(tree, name, KIND, ExperimentSpec.class, ExperimentFile::spellOut);
  }

  /** What YAML takes for a truth value or a name for nothing, in the words that are meant. */
  private static void spellOut(ObjectNode tree) {
    respell(tree.path("learning"), "derivative", true, "true");
    respell(tree.path("learning").path("decorrelation"), "gain", false, "off");
    if (tree.path("hardware").asText().equals("exact")) {
      tree.remove("hardware");
    }
  }

  private static void respell(JsonNode parent, String key, boolean value, String word) {
    JsonNode found = parent.path(key);
    if (found.isBoolean() && found.booleanValue() == value) {
      ((ObjectNode) parent).put(key, word);
    }
  }

  /** The text of the file with all defaults filled in; reading it gives an equal spec. */
  public static String print(ExperimentSpec spec) {
    return yaml().print(KIND, spec);
  }
}
