package dev.mho.emulator.circuit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.Check;
import java.util.List;

/**
 * Broken wires and shorted cells of an array.
 *
 * @param breaks wire segments that do not conduct
 * @param shorts cells whose device is a plain resistance, whatever was programmed
 */
public record Defects(List<Break> breaks, List<Short> shorts) {
  /** An array without defects. */
  public static final Defects NONE = new Defects(List.of(), List.of());

  /** Kinds of wire. */
  public enum Wire {
    /** A row wire, or a supply wire where there are some. */
    @JsonProperty("driven")
    DRIVEN,
    /** A column wire. */
    @JsonProperty("sensed")
    SENSED
  }

  /**
   * A broken segment: all that lies beyond it, seen from the wire's terminal, floats.
   *
   * @param wire kind of wire
   * @param layer which of the driven wires of a crossing, 0 or 1; 0 for a sensed wire
   * @param line number of the wire
   * @param segment counted from the terminal, 0 for the one at the terminal: a dead line
   */
  public record Break(Wire wire, int layer, int line, int segment) {
    public Break {
      Check.present("wire", wire);
      Check.within("layer", layer, 0, 1);
      Check.within("line", line, 0, Integer.MAX_VALUE);
      Check.within("segment", segment, 0, Integer.MAX_VALUE);
    }
  }

  /**
   * A shorted cell.
   *
   * @param layer which device of the crossing, 0 or 1
   * @param ohms resistance in the device's place, > 0; access resistance comes on top
   */
  public record Short(int layer, int row, int col, double ohms) {
    public Short {
      Check.within("layer", layer, 0, 1);
      Check.within("row", row, 0, Integer.MAX_VALUE);
      Check.within("col", col, 0, Integer.MAX_VALUE);
      Check.positive("short (ohm)", ohms);
    }
  }

  public Defects {
    breaks = List.copyOf(breaks);
    shorts = List.copyOf(shorts);
  }

  /** Whether nothing is broken. */
  public boolean areNone() {
    return breaks.isEmpty() && shorts.isEmpty();
  }

  /** One line that is cut off from its terminal. */
  public static Break deadLine(Wire wire, int line) {
    return new Break(wire, 0, line, 0);
  }
}
