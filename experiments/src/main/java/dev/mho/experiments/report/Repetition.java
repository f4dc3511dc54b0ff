package dev.mho.experiments.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The settings with all defaults filled in, the command that runs them again, and what ran them.
 */
final class Repetition {
  private static final int LONGEST = 40_000;

  private Repetition() {}

  static Optional<Html> of(ResultFolder folder) {
    Html html = new Html();
    html.element(
        "p",
        "This runs the experiment again. The same version of mho gives the same numbers, bit for bit,"
            + " on any number of threads.");
    html.add(command(folder).html());
    file(html, folder, folder.settingsFile().getFileName().toString());
    file(html, folder, "device.json");
    file(html, folder, "energy.json");
    folder
        .json("environment.json")
        .ifPresent(environment -> html.add(environment(environment).html()));
    return Optional.of(html);
  }

  private static ShellCommand command(ResultFolder folder) {
    String out = folder.path() + "-again";
    if (!folder.isInference()) {
      return new ShellCommand("./mho", "run", folder.settingsFile().toString(), "--out", out);
    }
    String weights = folder.path().resolve("weights").toString();
    return new ShellCommand(
        "./mho",
        "infer",
        folder.settingsFile().toString(),
        "--weights",
        weights,
        "--names",
        names(folder),
        "--out",
        out);
  }

  private static String names(ResultFolder folder) {
    return IntStream.iterate(0, layer -> layer + 1)
        .mapToObj(layer -> "exact-layer" + layer + "-weights")
        .takeWhile(name -> Files.exists(folder.path().resolve("weights").resolve(name + ".npy")))
        .collect(Collectors.joining(","));
  }

  private static void file(Html html, ResultFolder folder, String name) {
    folder
        .text(name)
        .ifPresent(
            text -> {
              html.open("details").element("summary", name);
              html.open("pre", "tabindex", "0", "aria-label", name);
              html.element("code", shortened(text)).close().close();
            });
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST)
            + "\n… and "
            + (text.length() - LONGEST)
            + " more signs, in the file itself";
  }

  private static Table environment(JsonNode environment) {
    Table table = new Table("environment-table", "Environment", "what", "value");
    List<String> keys = new ArrayList<>();
    environment.fieldNames().forEachRemaining(keys::add);
    keys.remove("mho");
    for (String key : keys) {
      JsonNode value = environment.path(key);
      table.row(
          key.equals("wall_seconds") ? "wall-clock time" : key.replace('_', ' '),
          key.equals("wall_seconds") ? Measure.time(value.asDouble()).html() : value.asText());
    }
    return table;
  }
}
