package dev.mho.device;

import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** The versioned JSON file of a {@link DeviceModel}, {@code *.device.json}. */
public final class DeviceFile {
  /** What the key {@code mho} must say. */
  public static final String KIND = "device/1";

  private DeviceFile() {}

  /**
   * Reads a device file.
   *
   * @throws dev.mho.device.format.BadInputException if the file is missing or wrong; one line
   */
  public static DeviceModel read(Path file) {
    return StrictFormat.json().read(file, KIND, DeviceModel.class);
  }

  /** Reads the text of a device file; {@code name} stands for the file in messages. */
  public static DeviceModel parse(String text, String name) {
    return StrictFormat.json().parse(text, name, KIND, DeviceModel.class);
  }

  /** The text of the file; reading it gives an equal model. */
  public static String print(DeviceModel model) {
    return StrictFormat.json().print(KIND, model);
  }

  /** Writes the file; it appears whole or not at all. */
  public static void write(DeviceModel model, Path file) throws IOException {
    WholeFile.write(file, print(model));
  }
}
