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
      List.of(
          "capacitor-li-2018",
          "compact-ion-drift-2008",
          "compact-messaris-2018",
          "compact-quadratic-2020",
          "compact-stanford-pku-2016",
          "compact-vteam-2015",
          "ecram-kim-2019",
          "ecram-tang-2018",
          "epiram-choi-2018",
          "fefet-jerry-2017",
          "ideal-rasch-2019",
          "mram-stt",
          "pcm-joshi-2020",
          "pcm-kuzum-2012",
          "pcm-legallo-2023-one",
          "pcm-legallo-2023-two",
          "pcm-nandakumar-2019",
          "pcm-nandakumar-2020",
          "reram-chen-2019",
          "reram-falcone-2025",
          "reram-falcone-2025-coarse",
          "reram-gong-2018",
          "reram-gong-2018-soft-bounds",
          "reram-gong-2022-hfo2",
          "reram-gong-2022-om",
          "reram-jo-2010",
          "reram-milo-2021",
          "reram-park-2013",
          "reram-wan-2022",
          "reram-woo-2016",
          "reram-wu-2018",
          "rpu-gokmen-2016",
          "sonos-agrawal-2022",
          "sonos-xiao-2022");

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
