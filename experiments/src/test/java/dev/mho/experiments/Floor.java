package dev.mho.experiments;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A module of the house, and the floors it may import. The one place where that is laid down. */
enum Floor {
  DEVICE_MODELS("device-models", "dev.mho.device"),
  EMULATOR("emulator", "dev.mho.emulator", DEVICE_MODELS),
  LEARNING("learning", "dev.mho.learning", DEVICE_MODELS, EMULATOR),
  CALIBRATION("calibration", "dev.mho.calibration", DEVICE_MODELS),
  EXPERIMENTS("experiments", "dev.mho.experiments", DEVICE_MODELS, EMULATOR, LEARNING, CALIBRATION);

  private final String module;
  private final String root;
  private final List<Floor> imports;

  Floor(String module, String root, Floor... imports) {
    this.module = module;
    this.root = root;
    this.imports = List.of(imports);
  }

  /** Its row in the table of docs/architecture.md. */
  String row() {
    String allowed =
        imports.stream().map(f -> "`" + f.module + "`").collect(Collectors.joining(", "));
    return "| `%s` | `%s` | %s |".formatted(module, root, allowed.isEmpty() ? "–" : allowed);
  }

  /** Every floor imports no others than those it may. */
  static ArchRule rule() {
    LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (Floor floor : values()) {
      house = house.layer(floor.module).definedBy(floor.root + "..");
    }
    for (Floor floor : values()) {
      String[] allowed = floor.imports.stream().map(f -> f.module).toArray(String[]::new);
      house =
          allowed.length == 0
              ? house.whereLayer(floor.module).mayNotAccessAnyLayer()
              : house.whereLayer(floor.module).mayOnlyAccessLayers(allowed);
    }
    return house;
  }

  /** Rows of all floors, lowest first. */
  static List<String> rows() {
    return Arrays.stream(values()).map(Floor::row).toList();
  }
}
