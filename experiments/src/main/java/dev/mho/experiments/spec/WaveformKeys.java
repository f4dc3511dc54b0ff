package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.Check;

/**
 * How pulses become voltages of lines.
 *
 * @param halfSelect what lines that are not selected carry, v/2 if left out
 * @param edgeSeconds duration of an edge, 5e-9 if left out
 * @param gapSeconds pause between two pulses, 5e-8 if left out
 */
public record WaveformKeys(HalfSelect halfSelect, Double edgeSeconds, Double gapSeconds) {

  /**
   * Schemes by name. V is the voltage of the pulse across the device: that of its row minus that of
   * its column.
   */
  public enum HalfSelect {
    /** A selected row carries V/2, a selected column −V/2, all others 0. */
    @JsonProperty("v/2")
    HALF("v/2", 0.5, -0.5, 0, 0),
    /** A selected row carries V, a selected column 0, other rows V/3, other columns 2V/3. */
    @JsonProperty("v/3")
    THIRD("v/3", 1, 0, 1.0 / 3, 2.0 / 3);

    private final String label;
    private final double selectedRow;
    private final double selectedColumn;
    private final double otherRow;
    private final double otherColumn;

    HalfSelect(
        String label,
        double selectedRow,
        double selectedColumn,
        double otherRow,
        double otherColumn) {
      this.label = label;
      this.selectedRow = selectedRow;
      this.selectedColumn = selectedColumn;
      this.otherRow = otherRow;
      this.otherColumn = otherColumn;
    }

    /** Its name in files and on the command line. */
    public String label() {
      return label;
    }

    /** Voltage of a row during a pulse of one volt. */
    public double row(boolean selected) {
      return selected ? selectedRow : otherRow;
    }

    /** Voltage of a column during a pulse of one volt. */
    public double column(boolean selected) {
      return selected ? selectedColumn : otherColumn;
    }
  }

  public WaveformKeys {
    halfSelect = Defaults.or(halfSelect, HalfSelect.HALF);
    edgeSeconds = Check.positive("edge-seconds", Defaults.or(edgeSeconds, 5e-9));
    gapSeconds = Check.positive("gap-seconds", Defaults.or(gapSeconds, 5e-8));
  }

  /** What stands where nothing is said. */
  public static WaveformKeys usual() {
    return new WaveformKeys(leftOut(), leftOut(), leftOut());
  }
}
