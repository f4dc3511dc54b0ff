package dev.mho.experiments.cli;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.response.PulseResponse;
import dev.mho.experiments.device.SiemensUnit;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mho device list}. */
@Command(
    name = "list",
    description = "Lists the published devices that come with mho, by kind of technology.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "spread: devices differ (device), pulses differ (pulse)",
      "noise: what a write misses (program), what is seen beside the state after a pulse (write),",
      "  what a read adds (read), switching between two levels (telegraph)",
      "A dash: the device file says nothing of it."
    })
final class DeviceListCommand implements Callable<Integer> {
  private static final List<String> HEAD =
      List.of("name", "G (µS)", "response", "spread", "noise", "time", "faults", "made of");

  @Spec private CommandSpec command;

  @Option(
      names = "--technology",
      paramLabel = "KIND",
      description = "Only this kind, for example ReRAM; case does not count.")
  private @Nullable String technology;

  @Override
  public Integer call() {
    Map<String, List<DeviceModel>> all = byKind();
    List<String> kinds =
        technology == null ? List.copyOf(all.keySet()) : List.of(kind(technology, all));
    Map<DeviceModel, List<String>> rows = new LinkedHashMap<>();
    kinds.forEach(
        kind -> all.getOrDefault(kind, List.of()).forEach(device -> rows.put(device, row(device))));
    int[] widths = widths(rows.values());
    PrintWriter print = command.commandLine().getOut();
    print.println(line(HEAD, widths));
    for (String kind : kinds) {
      List<DeviceModel> devices = all.getOrDefault(kind, List.of());
      print.printf("%n%s (%d)%n", kind, devices.size());
      devices.forEach(
          device -> print.println(line(Objects.requireNonNull(rows.get(device)), widths)));
    }
    print.flush();
    return 0;
  }

  private static Map<String, List<DeviceModel>> byKind() {
    return Presets.names().stream()
        .map(Presets::get)
        .collect(
            Collectors.groupingBy(
                DeviceModel::kind,
                () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                Collectors.toList()));
  }

  /** The kind that was asked for, spelt as the devices spell it. */
  private static String kind(String technology, Map<String, List<DeviceModel>> kinds) {
    return kinds.keySet().stream()
        .filter(technology::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.unknown(
                    "--technology", "kind of technology", technology, kinds.keySet()));
  }

  private static List<String> row(DeviceModel device) {
    return List.of(
        device.name(),
        range(device.conductance()),
        device.response().map(DeviceListCommand::words).orElse("-"),
        spread(device),
        noise(device),
        time(device),
        device.faults().map(DeviceListCommand::faults).orElse("-"),
        device.technology().substring(device.kind().length()).replaceFirst("^,\\s*", ""));
  }

  private static int[] widths(Collection<List<String>> rows) {
    int[] widths = new int[HEAD.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = HEAD.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append("  ").append(cell).append(" ".repeat(widths[column] - cell.length()));
    }
    return line.toString().stripTrailing();
  }

  private static String range(ConductanceRange range) {
    return SiemensUnit.MICRO.text(range.minSiemens())
        + " .. "
        + SiemensUnit.MICRO.text(range.maxSiemens());
  }

  private static String spread(DeviceModel device) {
    List<String> found = new ArrayList<>();
    add(found, device.hasDeviceToDevice(), "device");
    add(found, device.response().filter(PulseResponse::isRandom).isPresent(), "pulse");
    return joined(found);
  }

  private static String noise(DeviceModel device) {
    List<String> found = new ArrayList<>();
    add(found, device.programmingError().isPresent(), "program");
    add(found, device.writeNoise().isPresent(), "write");
    add(found, device.readNoise().filter(ReadNoise::isPresent).isPresent(), "read");
    add(found, device.telegraph().isPresent(), "telegraph");
    return joined(found);
  }

  private static String time(DeviceModel device) {
    List<String> found = new ArrayList<>();
    device.drift().ifPresent(drift -> found.add(words(drift).replace("-drift", "")));
    add(found, device.diffusion().isPresent(), "diffusion");
    return joined(found);
  }

  private static String faults(Faults faults) {
    List<String> found = new ArrayList<>();
    add(found, faults.fraction() > 0, "stuck");
    add(found, faults.endurance().isPresent(), "endurance");
    return joined(found);
  }

  private static void add(List<String> words, boolean holds, String word) {
    if (holds) {
      words.add(word);
    }
  }

  private static String joined(List<String> words) {
    return words.isEmpty() ? "-" : String.join("+", words);
  }

  /** The name of a part's model as words: {@code SoftBounds} is soft-bounds. */
  private static String words(Object part) {
    return part.getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
