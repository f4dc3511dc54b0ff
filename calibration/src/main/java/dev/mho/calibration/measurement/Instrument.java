package dev.mho.calibration.measurement;

import java.util.List;
import java.util.Optional;

/** Forms that instruments' own programs write, told by what they put above the numbers. */
enum Instrument {
  /** Any other table. */
  UNKNOWN("", Optional.empty(), Optional.empty()),
  /** EasyEXPERT of the B1500A: lines start with a key, numbers are volts and amperes. */
  B1500("Keysight B1500A (EasyEXPERT)", Optional.of("DataValue"), Optional.of("DataName")),
  /** ArC ONE sessions: one log of all devices, resistance in ohm. */
  ARC_ONE("ArC ONE", Optional.empty(), Optional.empty());

  private final String title;
  private final Optional<String> rowKey;
  private final Optional<String> nameKey;

  Instrument(String title, Optional<String> rowKey, Optional<String> nameKey) {
    this.title = title;
    this.rowKey = rowKey;
    this.nameKey = nameKey;
  }

  /** What users call it. */
  String title() {
    return title;
  }

  /** What a row starts with. */
  Optional<String> rowKey() {
    return rowKey;
  }

  /** What the line of names starts with. */
  Optional<String> nameKey() {
    return nameKey;
  }

  /** The unit that its program writes a quantity in without saying so. */
  Optional<String> unit(Quantity quantity) {
    return switch (this) {
      case UNKNOWN -> Optional.empty();
      case B1500 ->
          switch (quantity) {
            case VOLTAGE, READ_VOLTAGE -> Optional.of("V");
            case CURRENT -> Optional.of("A");
            case TIME -> Optional.of("s");
            default -> Optional.empty();
          };
      case ARC_ONE ->
          switch (quantity) {
            case RESISTANCE -> Optional.of("ohm");
            case READ_VOLTAGE -> Optional.of("V");
            default -> Optional.empty();
          };
    };
  }

  /** Whose form the first lines have. */
  static Instrument of(List<String> lines, List<List<String>> cells) {
    boolean keyed =
        cells.stream().anyMatch(row -> !row.isEmpty() && row.get(0).equals("DataName"))
            && cells.stream().anyMatch(row -> !row.isEmpty() && row.get(0).equals("DataValue"));
    if (keyed) {
      return B1500;
    }
    boolean arc =
        lines.stream()
            .limit(5)
            .anyMatch(line -> line.startsWith("Wordline") && line.contains("ReadTag"));
    return arc ? ARC_ONE : UNKNOWN;
  }
}
