package dev.mho.experiments.cli;

import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.device.DevicePortrait;
import dev.mho.experiments.figure.Sheet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mho device show NAME}. */
@Command(
    name = "show",
    description = "Prints a device file, or draws the device.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The picture shows pulse response, step, retention and noise, as far as the file says",
      "anything of them, over 400 sampled devices.",
      "",
      "Example:",
      "  mho device show pcm-nandakumar-2019 --plot pcm.png"
    })
final class DeviceShowCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DeviceArgument device;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw a picture, *.png or *.svg, instead of printing the file.")
  private @Nullable Path plot;

  @Override
  public Integer call() {
    DeviceModel model = device.model();
    PrintWriter print = command.commandLine().getOut();
    if (plot == null) {
      print.print(DeviceFile.print(model));
    } else {
      draw(model, plot);
      print.println(plot);
    }
    print.flush();
    return 0;
  }

  private static void draw(DeviceModel model, Path plot) {
    boolean svg = plot.toString().endsWith(".svg");
    if (!svg && !plot.toString().endsWith(".png")) {
      throw BadInputException.at("--plot", plot.toString(), "a name that ends in .png or .svg");
    }
    Sheet sheet = DevicePortrait.of(model);
    try {
      WholeFile.write(plot, svg ? sheet.svg() : sheet.png());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
