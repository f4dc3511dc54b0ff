package dev.mho.calibration.measurement;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.mho.device.format.StrictFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The YAML file of a {@link Mapping}. */
public final class MappingFile {
  /** What the key {@code mho} must say. */
  public static final String KIND = "mapping/1";

  private static final String ENDING = ".mapping.yaml";

  private static final StrictFormat YAML =
      new StrictFormat(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build(),
          PropertyNamingStrategies.KEBAB_CASE);

  private MappingFile() {}

  /**
   * Reads a mapping file.
   *
   * @throws dev.mho.device.format.BadInputException if it is missing or wrong; one line
   */
  public static Mapping read(Path file) {
    return YAML.read(file, KIND, Mapping.class);
  }

  /** Reads the text of a mapping file; {@code name} stands for the file in messages. */
  public static Mapping parse(String text, String name) {
    return YAML.parse(text, name, KIND, Mapping.class);
  }

  /** The text of the file; reading it gives an equal mapping. */
  public static String print(Mapping mapping) {
    return YAML.print(KIND, mapping);
  }

  /** Where the mapping of a measured file is looked for: {@code set.csv} has set.mapping.yaml. */
  public static Path beside(Path measured) {
    String name = measured.getFileName().toString();
    String stem = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    int dot = stem.lastIndexOf('.');
    return measured.resolveSibling((dot > 0 ? stem.substring(0, dot) : stem) + ENDING);
  }

  /**
   * The mapping that lies beside a measured file, if one does.
   *
   * @throws dev.mho.device.format.BadInputException if it is wrong; one line
   */
  public static Optional<Mapping> lyingBeside(Path measured) {
    Path file = beside(measured);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }
}
