package dev.mho.experiments.export;

import dev.mho.device.PulseTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader of a trace has to know: {@code trace.json}.
 *
 * @param tool name and version of the writer
 * @param seed of the run
 * @param columns name and meaning of each column, with its unit
 * @param axes what row, col and role mean physically
 * @param layers tiles of each traced layer
 * @param device name of the technology
 * @param minSiemens G of g = 0
 * @param maxSiemens G of g = 1
 * @param pulse volts and seconds of SET, RESET, read; empty if the device file has none
 * @param halfSelect what lines that are not selected carry
 * @param steps learning steps (batches) that were traced, the end not included
 * @param longestTrain most slots of a pulse train
 * @param slotSeconds duration of a slot
 * @param flags meaning of each flag
 * @param contents what each file beside this one holds
 * @param rows number of rows of the events file
 * @param files SHA-256 of each file beside this one
 */
public record TraceSidecar(
    String tool,
    long seed,
    Map<String, String> columns,
    String axes,
    List<TracedLayer> layers,
    String device,
    double minSiemens,
    double maxSiemens,
    Optional<PulseTable> pulse,
    String halfSelect,
    String steps,
    int longestTrain,
    double slotSeconds,
    Map<String, String> flags,
    Map<String, String> contents,
    long rows,
    Map<String, String> files) {

  /** What the key {@code mho} says. */
  public static final String KIND = "trace/1";

  /**
   * One traced layer.
   *
   * @param layer counted from 0
   * @param weightPerSiemens weight of one siemens of G⁺ − G⁻
   * @param tiles its arrays
   */
  public record TracedLayer(int layer, double weightPerSiemens, List<TracedTile> tiles) {}

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
}
