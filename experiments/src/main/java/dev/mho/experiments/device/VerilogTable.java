package dev.mho.experiments.device;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.PulseTable.Pulse;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.format.WholeFile;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.Specimen;
import dev.mho.experiments.export.Decimal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The mean step of a device as a table for Verilog-A's {@code $table_model}: {@code up.tbl} and
 * {@code down.tbl} with one {@code G dG} pair a line, both in siemens, ascending in G; and, where
 * the device file has a pulse table, a module {@code NAME.va} around them, whose conductance is a
 * state that each pulse moves once.
 *
 * <p>A step ends at the bounds of the nominal range. What differs from pulse to pulse and from
 * device to device is left out, and so are noise and drift.
 */
public final class VerilogTable {
  private final DeviceModel device;
  private final PulseResponse response;
  private final int points;

  /**
   * A table of the nominal device.
   *
   * @param points conductances, from G_min to G_max, 2 to 100 000
   * @throws BadInputException if the device has no pulse response
   */
  public VerilogTable(DeviceModel device, int points) {
    this.device = device;
    this.response =
        device
            .response()
            .orElseThrow(
                () -> new BadInputException("device " + device.name() + " has no pulse response"));
    this.points = Check.within("points", points, 2, 100_000);
  }

  /** The directions in which pulses move the device. */
  public List<Polarity> directions() {
    return response.lowers() ? List.of(Polarity.UP, Polarity.DOWN) : List.of(Polarity.UP);
  }

  /** Name of the table of a direction. */
  public static String file(Polarity polarity) {
    return polarity.name().toLowerCase(Locale.ROOT) + ".tbl";
  }

  /** Change of the conductance by one pulse, siemens, at normalised g. */
  double change(Polarity polarity, double g) {
    double step = polarity.sign() * response.step(polarity, g, Specimen.nominal(response));
    double after = Math.max(0, Math.min(1, g + step));
    return device.conductance().span() * (after - g);
  }

  /** The table of a direction. */
  public String table(Polarity polarity) {
    ConductanceRange range = device.conductance();
    StringBuilder text = new StringBuilder();
    text.append("# ").append(device.name()).append(": conductance in siemens, change of it by one");
    text.append(" pulse ").append(polarity.name().toLowerCase(Locale.ROOT));
    text.append(" in siemens, mean\n");
    for (int p = 0; p < points; p++) {
      double g = p / (points - 1.0);
      text.append(Decimal.text(range.siemens(g))).append(' ');
      text.append(Decimal.text(change(polarity, g))).append('\n');
    }
    return text.toString();
  }

  /**
   * Writes the files.
   *
   * @return whether there is a module: the device file must say what a pulse is
   */
  public boolean write(Path folder) throws IOException {
    for (Polarity polarity : directions()) {
      WholeFile.write(folder.resolve(file(polarity)), table(polarity));
    }
    if (device.pulse().isPresent()) {
      WholeFile.write(folder.resolve(moduleName() + ".va"), module());
    }
    return device.pulse().isPresent();
  }

  private String moduleName() {
    return device.name().replaceAll("[^A-Za-z0-9_]", "_").replaceAll("^(\\d)", "_$1");
  }

  private String module() {
    ConductanceRange range = device.conductance();
    StringBuilder text = new StringBuilder();
    text.append("// ").append(device.name()).append(", mean step by table; siemens, volts.\n");
    text.append("// A pulse counts when the voltage passes nine tenths of its amplitude.\n");
    text.append("`include \"disciplines.vams\"\n\nmodule ").append(moduleName());
    text.append("(p, n);\n  inout p, n;\n  electrical p, n;\n");
    text.append("  parameter real g_start = ").append(Decimal.text(range.siemens(0.5)));
    text.append(" from [").append(Decimal.text(range.minSiemens())).append(':');
    text.append(Decimal.text(range.maxSiemens())).append("];\n  real g;\n\n");
    text.append("  analog begin\n    @(initial_step) g = g_start;\n");
    for (Polarity polarity : directions()) {
      Pulse pulse =
          polarity == Polarity.UP
              ? device.pulse().orElseThrow().set()
              : device.pulse().orElseThrow().reset();
      text.append("    @(cross(V(p, n) - (").append(Decimal.text(0.9 * pulse.volts()));
      text.append("), ").append(pulse.volts() > 0 ? "+1" : "-1").append("))\n");
      text.append("      g = g + $table_model(g, \"").append(file(polarity));
      text.append("\", \"1C\");\n");
    }
    text.append("    I(p, n) <+ g * V(p, n);\n  end\nendmodule\n");
    return text.toString();
  }
}
