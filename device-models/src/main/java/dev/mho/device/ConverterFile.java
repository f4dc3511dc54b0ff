package dev.mho.device;

import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** The versioned JSON file of a {@link ConverterModel}, {@code *.converter.json}. */
public final class ConverterFile {
  /** What the key {@code mho} must say. */
  public static final String KIND = "converter/1";

  private ConverterFile() {}

  /**
   * Reads a converter file.
   *
   * @throws dev.mho.device.format.BadInputException if the file is missing or wrong; one line
   */
  public static ConverterModel read(Path file) {
    return StrictFormat.json().read(file, KIND, ConverterModel.class);
  }

  /** Reads the text of a converter file; {@code name} stands for the file in messages. */
  public static ConverterModel parse(String text, String name) {
    return StrictFormat.json().parse(text, name, KIND, ConverterModel.class);
  }

  /** The text of the file; reading it gives an equal model. */
  public static String print(ConverterModel model) {
    return StrictFormat.json().print(KIND, model);
  }

  /** Writes the file; it appears whole or not at all. */
  public static void write(ConverterModel model, Path file) throws IOException {
    WholeFile.write(file, print(model));
  }
}
