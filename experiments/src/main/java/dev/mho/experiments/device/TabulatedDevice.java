package dev.mho.experiments.device;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Provenance;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.JumpTable;
import dev.mho.device.response.JumpTableText;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.TabulatedStep;
import dev.mho.experiments.export.Sha256;
import dev.mho.experiments.run.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A device that is two tables of measured changes, and what a user should know of them.
 *
 * @param response draws from the tables
 * @param range in which the device is used
 * @param files names of the tables, up and down
 * @param hashes SHA-256 of each
 * @param remarks one line each on what the tables do not say
 */
public record TabulatedDevice(
    TabulatedStep response,
    ConductanceRange range,
    List<String> files,
    List<String> hashes,
    List<String> remarks) {
  private static final double ROUNDING = 1e-9;

  /**
   * Reads both tables.
   *
   * @throws BadInputException if a table is missing, not of its form, or outside the range
   */
  public static TabulatedDevice read(Path up, Path down, double minSiemens, double maxSiemens) {
    ConductanceRange range = ConductanceRange.of(minSiemens, maxSiemens);
    JumpTable raising = JumpTableText.read(up, Polarity.UP, range);
    JumpTable lowering = JumpTableText.read(down, Polarity.DOWN, range);
    List<String> remarks = new ArrayList<>();
    remark(up, raising, range, remarks);
    remark(down, lowering, range, remarks);
    return new TabulatedDevice(
        new TabulatedStep(
            raising, Optional.of(lowering), TabulatedStep.Draw.QUANTILE, Optional.empty()),
        range,
        List.of(up.getFileName().toString(), down.getFileName().toString()),
        List.of(hash(up), hash(down)),
        remarks);
  }

  /** Says where in the range the table is silent, and where its mean goes against the pulse. */
  private static void remark(
      Path file, JumpTable table, ConductanceRange range, List<String> remarks) {
    double first = table.g().get(0);
    double last = table.g().get(table.g().size() - 1);
    String spans = "its conductances, " + span(range.siemens(first), range.siemens(last));
    if (first >= 1 || last <= 0) {
      throw BadInputException.at(
          file.toString(), spans, "some of " + span(range.minSiemens(), range.maxSiemens()));
    }
    if (first > ROUNDING || last < 1 - ROUNDING) {
      remarks.add(
          file + ": " + spans + ", do not fill the range; beyond them the nearest column acts");
    }
    long against = table.g().stream().filter(g -> g >= 0 && g <= 1 && table.mean(g) < 0).count();
    if (against > 0) {
      remarks.add(
          file
              + ": at "
              + against
              + " of its conductances the mean change goes against the pulse; it is drawn as"
              + " tabulated, and no step where a mean is asked for");
    }
  }

  private static String span(double fromSiemens, double toSiemens) {
    return String.format(Locale.ROOT, "%.4g to %.4g S", fromSiemens, toSiemens);
  }

  private static String hash(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The device.
   *
   * @param source citation of the tables; the names of the files if empty
   */
  public DeviceModel model(String name, String technology, Optional<String> source) {
    Provenance provenance =
        new Provenance(
            source.orElse(String.join(", ", files)),
            Optional.of(
                "Changes by pulses up ("
                    + files.get(0)
                    + ") and down ("
                    + files.get(1)
                    + ") as tabulated, nothing fitted. How many devices were measured, their"
                    + " noise, drift and faults are not in the tables."),
            Optional.of(String.join(" ", hashes)),
            Optional.of(Version.text()),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of());
    return DeviceModel.named(name, technology, range, provenance)
        .response(Optional.of(response))
        .build();
  }
}
