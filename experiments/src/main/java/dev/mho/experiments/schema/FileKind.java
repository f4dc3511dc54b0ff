package dev.mho.experiments.schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import dev.mho.calibration.measurement.Mapping;
import dev.mho.calibration.measurement.MappingFile;
import dev.mho.device.ConverterFile;
import dev.mho.device.ConverterModel;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.InferenceSpec;
import dev.mho.experiments.sweep.SweepFile;
import dev.mho.experiments.sweep.SweepSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Kinds of files that users write. */
public enum FileKind {
  /** An experiment, YAML. */
  EXPERIMENT(ExperimentFile.KIND, ExperimentSpec.class, Style.YAML),
  /** Many experiments, YAML. */
  SWEEP(SweepFile.KIND, SweepSpec.class, Style.YAML),
  /** Given weights on hardware, YAML. */
  INFERENCE(InferenceSpec.KIND, InferenceSpec.class, Style.YAML),
  /** How a measured file is to be read, YAML. */
  MAPPING(MappingFile.KIND, Mapping.class, Style.YAML),
  /** A device, JSON. */
  DEVICE(DeviceFile.KIND, DeviceModel.class, Style.JSON),
  /** A measured converter, JSON. */
  CONVERTER(ConverterFile.KIND, ConverterModel.class, Style.JSON),
  /** Coefficients of energy and time, JSON. */
  ENERGY(EnergyModel.KIND, EnergyModel.class, Style.JSON);

  private enum Style {
    YAML,
    JSON
  }

  private final String version;
  private final Class<? extends Record> type;
  private final Style style;

  FileKind(String version, Class<? extends Record> type, Style style) {
    this.version = version;
    this.type = type;
    this.style = style;
  }

  /**
   * The kind of a name.
   *
   * @throws BadInputException if there is none
   */
  public static FileKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(name))
        .findFirst()
        .orElseThrow(() -> BadInputException.unknown("schema", "kind of file", name, labels()));
  }

  /** All names. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(FileKind::label).toList();
  }

  /** Its name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the key {@code mho} says. */
  public String version() {
    return version;
  }

  /** What the keys are read into. */
  Class<? extends Record> type() {
    return type;
  }

  /** A word that a key may say in place of its block. */
  Optional<String> wordFor(String key) {
    return Optional.of("exact").filter(word -> this == EXPERIMENT && key.equals("hardware"));
  }

  /** How keys are spelled. */
  NamingBase spelling() {
    return (NamingBase)
        (style == Style.YAML
            ? PropertyNamingStrategies.KEBAB_CASE
            : PropertyNamingStrategies.SNAKE_CASE);
  }

  /** How the file is read and written. */
  StrictFormat format() {
    return style == Style.YAML ? ExperimentFile.yaml() : StrictFormat.json();
  }
}
