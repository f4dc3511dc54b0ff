package dev.mho.device;

import dev.mho.device.format.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Published devices that come with mho, each a device file with its citation. */
public final class Presets {
  private static final List<String> NAMES =
      List.of("reram-gong-2018", "reram-woo-2016", "rpu-gokmen-2016", "pcm-nandakumar-2019");

  private Presets() {}

  /** Names in alphabetical order. */
  public static List<String> names() {
    return NAMES.stream().sorted().toList();
  }

  /**
   * The preset of that name.
   *
   * @throws BadInputException if there is none; the message suggests the nearest
   */
  public static DeviceModel get(String name) {
    if (!NAMES.contains(name)) {
      throw BadInputException.unknown("device", "preset", name, NAMES);
    }
    String resource = "presets/" + name + ".device.json";
    try (InputStream in = Presets.class.getResourceAsStream(resource)) {
      return DeviceFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
