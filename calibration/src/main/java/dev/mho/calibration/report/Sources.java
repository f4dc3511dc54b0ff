package dev.mho.calibration.report;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.ValueUnit;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.device.format.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one calibration.
 *
 * @param files at least one, all of one kind
 */
public record Sources(List<Measurement> files) {
  public Sources {
    files = List.copyOf(files);
  }

  /** Name of the first file, for messages. */
  public String name() {
    return files.get(0).sourceName();
  }

  /** The files. */
  public Stream<Measurement> stream() {
    return files.stream();
  }

  /** Whether values are in siemens, and not in a unit of the file's own. */
  public boolean inSiemens() {
    return files.get(0).valueUnit() == ValueUnit.SIEMENS;
  }

  /** The unit of conductances, in words. */
  public String unit() {
    return inSiemens() ? "S" : "in the file's own unit";
  }

  /** An axis of conductances. */
  public Axis axis(String name) {
    return new Axis(name, unit());
  }

  /**
   * Refuses values that no device file can hold.
   *
   * @param what the values, in the plural
   */
  public void requireSiemens(String what) {
    if (!inSiemens()) {
      throw BadInputException.at(
          name(),
          what + " in a unit of their own",
          "siemens for a device file: let the mapping say unit and scale");
    }
  }

  /** Each file with its rows. */
  public List<String> facts() {
    List<String> facts = new ArrayList<>();
    files.forEach(file -> facts.add(file.sourceName() + ": " + Words.count(file.size(), "row")));
    return facts;
  }

  /** What reading the files left to be known. */
  public List<String> notices() {
    List<String> notices = new ArrayList<>();
    files.forEach(file -> notices.addAll(Words.gathered(file.notices())));
    return notices;
  }
}
