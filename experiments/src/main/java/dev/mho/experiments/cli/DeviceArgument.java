package dev.mho.experiments.cli;

import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A device that is named on the command line. */
final class DeviceArgument {
  @Parameters(paramLabel = "NAME", description = "Preset, or path of a *.device.json file.")
  private String name;

  /** The device. */
  DeviceModel model() {
    return name.endsWith(".json") ? DeviceFile.read(Path.of(name)) : Presets.get(name);
  }
}
