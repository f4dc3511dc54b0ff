package dev.mho.experiments.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.PulseTable;
import dev.mho.device.format.BadInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader of a trace has to know: {@code trace.json}.
 *
 * @param tool name and version of the writer
 * @param seed of the run
 * @param columns name and meaning of each column of the events, with its unit
 * @param lineColumns the same of the trains
 * @param axes what row, col and role mean physically
 * @param layers tiles of each traced layer
 * @param selection which devices were traced, and when
 * @param device name of the technology
 * @param minSiemens G of g = 0
 * @param maxSiemens G of g = 1
 * @param oneDirectional whether pulses only raise the devices
 * @param steady whether pulses and writes alone move the devices, so that what a row shows is where
 *     pulses left them: no drift, no diffusion, no write noise, no telegraph noise
 * @param pulse volts and seconds of SET, RESET, read; empty if the device file has none
 * @param halfSelect scheme by which spice-pwl drives the lines that are not selected
 * @param disturb what that does to devices
 * @param pulsesBy {@code trains} if lines fire in slots and devices get pulses where both of their
 *     lines do; {@code counts} if pulses are counted without trains
 * @param longestTrain most slots of a pulse train
 * @param slotSeconds duration of a slot
 * @param flags meaning of each flag
 * @param contents what each file beside this one holds
 * @param events name of the events file
 * @param trains name of the file of trains
 * @param rows number of rows of the events file
 * @param trainRows number of rows of the file of trains
 * @param stopped why the trace ends early; empty if it does not
 * @param files SHA-256 of each file beside this one
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TraceSidecar(
    String tool,
    long seed,
    Map<String, String> columns,
    Map<String, String> lineColumns,
    String axes,
    List<TracedLayer> layers,
    Selection selection,
    String device,
    double minSiemens,
    double maxSiemens,
    boolean oneDirectional,
    boolean steady,
    Optional<PulseTable> pulse,
    String halfSelect,
    String disturb,
    String pulsesBy,
    int longestTrain,
    double slotSeconds,
    Map<String, String> flags,
    Map<String, String> contents,
    String events,
    String trains,
    long rows,
    long trainRows,
    Optional<String> stopped,
    Map<String, String> files) {

  /** What the key {@code mho} says. */
  public static final String KIND = "trace/3";

  static final String TRAINS = "trains";
  static final String COUNTS = "counts";

  /** Name of the file. */
  public static final String NAME = "trace.json";

  /**
   * Which devices and which time.
   *
   * @param devices number of traced devices
   * @param tiles arrays that were asked for: {@code all} or a list
   * @param rows word lines: {@code all} or a range
   * @param cols bit lines: {@code all} or a range
   * @param steps learning steps (batches), the end not included
   * @param updates samples, the end not included; empty: all of the steps
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Selection(
      long devices,
      String tiles,
      String rows,
      String cols,
      String steps,
      Optional<String> updates) {}

  /**
   * One traced layer.
   *
   * @param layer counted from 0
   * @param places updates that one sample makes: 1 in a dense layer
   * @param weightPerSiemens weight of one siemens of G⁺ − G⁻
   * @param tiles its arrays
   */
  public record TracedLayer(
      int layer, int places, double weightPerSiemens, List<TracedTile> tiles) {}

  /**
   * One array.
   *
   * @param tile number within the layer
   * @param firstRow input of the layer that its first word line carries
   * @param firstCol output of the layer that its first bit line carries
   * @param rows word lines
   * @param cols bit lines
   */
  public record TracedTile(int tile, int firstRow, int firstCol, int rows, int cols) {}

  /** Whether events and trains are compressed. */
  @JsonIgnore
  public boolean isCompressed() {
    return events.endsWith(".gz");
  }

  /** Whether there are trains that explain the pulses. */
  @JsonIgnore
  public boolean isByTrains() {
    return pulsesBy.equals(TRAINS);
  }

  /** Refuses a purpose that needs trains where there are none. */
  void requireTrains(String purpose) {
    if (!isByTrains()) {
      throw new BadInputException(
          purpose + " needs trains: here pulses are counted, and no line fires in a slot");
    }
  }

  /** The pulse table, which {@code purpose} needs. */
  PulseTable requirePulse(String purpose) {
    return pulse.orElseThrow(
        () ->
            new BadInputException(
                purpose + " needs volts: device " + device + " has no pulse table"));
  }

  /** The same trace with other files. */
  TraceSidecar with(
      List<TracedLayer> newLayers,
      Selection newSelection,
      TraceWriter.Written written,
      Optional<String> newStopped) {
    return new TraceSidecar(
        tool,
        seed,
        columns,
        lineColumns,
        axes,
        newLayers,
        newSelection,
        device,
        minSiemens,
        maxSiemens,
        oneDirectional,
        steady,
        pulse,
        halfSelect,
        disturb,
        pulsesBy,
        longestTrain,
        slotSeconds,
        flags,
        written.contents(),
        written.events(),
        written.trains(),
        written.rows(),
        written.trainRows(),
        newStopped,
        written.files());
  }
}
