package dev.mho.experiments.trace;

import dev.mho.device.PulseTable;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.export.CsvTable;
import dev.mho.experiments.spec.WaveformKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace as voltages of lines, for circuit simulators: a folder for each array and role, in it a
 * file for each line that crosses a traced device, {@code row_3.pwl} or {@code col_1.pwl}, with one
 * {@code seconds volts} pair a line; {@code deck.cir}, which applies them to the devices as they
 * were before the first update; {@code energy.csv}, what the devices dissipate in it. {@code
 * index.csv} lists the files, {@code times.csv} says when each update is played.
 *
 * <p>{@link DriverPhase} says how a slot of a train becomes pulses.
 *
 * @param keys edges, gaps and the half-select scheme
 */
record LineWaveforms(WaveformKeys keys) implements TraceExport {

  /**
   * {@inheritDoc}
   *
   * @throws BadInputException if the device has no pulse table, or there are no trains
   */
  @Override
  public void write(TraceFolder trace, Path out) {
    trace.sidecar().requireTrains("spice-pwl");
    PulseTable pulses = trace.sidecar().requirePulse("spice-pwl");
    try {
      List<ArrayDrive> drives = new ArrayList<>();
      for (TracedArray array : TracedArray.of(trace)) {
        for (String role : array.roles()) {
          drives.add(
              new ArrayDrive(
                  array,
                  role,
                  keys,
                  pulses,
                  trace.sidecar(),
                  out.resolve(array.name() + "_" + role)));
        }
      }
      CsvTable times =
          new CsvTable(
              "update",
              "place",
              "layer",
              "tile",
              "role",
              "t_start_s",
              "wave_start_s",
              "wave_end_s");
      trace.forUpdates(update -> play(update, drives, times));
      CsvTable index =
          new CsvTable("file", "layer", "tile", "role", "side", "line", "points", "peak_V");
      for (ArrayDrive drive : drives) {
        drive.close(index);
      }
      WholeFile.write(out.resolve("index.csv"), index.text());
      WholeFile.write(out.resolve("times.csv"), times.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void play(TileUpdate update, List<ArrayDrive> drives, CsvTable times) {
    if (update.trains().isEmpty()) {
      return;
    }
    for (ArrayDrive drive : drives) {
      if (update.at().isOfArray(drive.array().layer(), drive.array().tile())) {
        double start = drive.now();
        drive.play(update);
        times.row(
            update.at().update(),
            update.at().place(),
            update.at().layer(),
            update.at().tile(),
            drive.role(),
            update.trains().get(0).start(),
            start,
            drive.now());
      }
    }
  }
}
