package dev.mho.experiments.measurement;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.ValueUnit;
import dev.mho.device.format.TextFile;
import dev.mho.device.format.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The rows of a measurement as a table of comma-separated values: one event a row, units in the
 * names, an empty cell where nothing was measured.
 */
public final class EventTable {
  private EventTable() {}

  /** Writes the table whole or not at all. */
  public static void write(Measurement all, Path file) throws IOException {
    Files.createDirectories(TextFile.folder(file));
    try (Writer writer = Files.newBufferedWriter(WholeFile.partial(file));
        PrintWriter lines = new PrintWriter(writer)) {
      String unit = all.valueUnit() == ValueUnit.ARBITRARY ? "au" : "siemens";
      lines.print("line,device,cycle,polarity,pulse,volts,width_s,time_s,");
      lines.print(
          unit + ",step_" + unit + ",target_" + unit + ",amperes,celsius,code,level,status\n");
      for (int i = 0; i < all.size(); i++) {
        lines.print(row(all, i));
      }
      if (lines.checkError()) {
        throw new IOException(file + ": could not be written");
      }
    }
    WholeFile.finish(file);
  }

  private static String row(Measurement all, int i) {
    String polarity = all.polarity(i).map(p -> p.name().toLowerCase(Locale.ROOT)).orElse("");
    return String.join(
        ",",
        Integer.toString(all.line(i)),
        quoted(all.device(i)),
        Integer.toString(all.cycle(i)),
        polarity,
        number(all.pulse(i)),
        number(all.volts(i)),
        number(all.seconds(i)),
        number(all.at(i)),
        number(all.siemens(i)),
        number(all.step(i)),
        number(all.target(i)),
        number(all.amperes(i)),
        number(all.celsius(i)),
        number(all.code(i)),
        number(all.level(i)),
        all.status(i).name().toLowerCase(Locale.ROOT) + "\n");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
