package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.experiments.spec.TraceSpec;
import dev.mho.experiments.spec.TraceSpec.Format;
import dev.mho.experiments.spec.WaveformKeys;
import dev.mho.experiments.spec.WordKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes files for other tools of a trace. */
public interface TraceExport {

  /**
   * Writes the files.
   *
   * @param trace a whole trace
   * @param out folder to be made
   * @throws dev.mho.device.format.BadInputException if the format cannot hold the trace
   */
  void write(TraceFolder trace, Path out);

  /**
   * The export of a format.
   *
   * @param waveform how spice-pwl draws pulses, the usual if empty
   * @param words how readmemh packs commands, the usual if empty
   */
  static TraceExport of(Format format, Optional<WaveformKeys> waveform, Optional<WordKeys> words) {
    return switch (format) {
      case CSV -> new PlainCopy(false);
      case CSV_GZ -> new PlainCopy(true);
      case PARQUET -> new ParquetEvents();
      case NPZ -> new DenseUpdates();
      case VCD -> new ValueChangeDump();
      case SPICE_PWL -> new LineWaveforms(waveform.orElseGet(WaveformKeys::usual));
      case READMEMH -> new CommandWords(words.orElseGet(WordKeys::usual));
    };
  }

  /**
   * Finds before a run what a format could not hold after it.
   *
   * @throws dev.mho.device.format.BadInputException if there is such a thing
   */
  static void requireFit(TraceSpec spec, AnalogTileSpec array, List<TracedCells> traced) {
    if (spec.waveform().isPresent() && array.device().pulse().isEmpty()) {
      throw new BadInputException(
          "formats: spice-pwl needs volts: device "
              + array.device().name()
              + " has no pulse table");
    }
    if (spec.waveform().isPresent()
        && !(array.trains().orElseThrow() instanceof StochasticTrains)) {
      throw new BadInputException(
          "formats: spice-pwl needs trains: with these pulses no line fires in a slot");
    }
    int longest = array.trains().orElseThrow().length();
    spec.words()
        .ifPresent(
            keys ->
                traced.forEach(
                    cells ->
                        keys.requireRoom(
                            cells.grid().tiles().size(),
                            TracedCells.largest(cells.grid(), true),
                            TracedCells.largest(cells.grid(), false),
                            longest)));
  }

  /** What the files of a format hold, in one sentence. */
  static String contents(Format format) {
    return switch (format) {
      case CSV, CSV_GZ -> "the trace itself";
      case PARQUET -> "events and trains, the same columns as in the csv files";
      case NPZ -> "for each array and role pulses and conductances by update, dense";
      case VCD -> "for each array when lines fire and where devices are, for waveform viewers";
      case SPICE_PWL -> "voltage of each line against time, and decks that apply them";
      case READMEMH -> "write commands as hexadecimal words, and the conductance codes they leave";
    };
  }
}
