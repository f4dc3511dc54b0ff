package dev.mho.experiments.trace;

import dev.mho.device.PulseTable;
import dev.mho.device.PulseTable.Pulse;
import dev.mho.device.format.WholeFile;
import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.experiments.export.CsvTable;
import dev.mho.experiments.export.Decimal;
import dev.mho.experiments.spec.WaveformKeys;
import dev.mho.experiments.spec.WaveformKeys.HalfSelect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What drives the devices of one role in one array. Pulses follow each other on a time of their
 * own, which starts at 0: a gap, then edge, width, edge, gap for each phase in which a line fires.
 * The width is that of the pulse table, measured at the top; the emulator's idle time between
 * trains is left out.
 */
final class ArrayDrive {
  private final TracedArray array;
  private final String role;
  private final WaveformKeys keys;
  private final PulseTable pulses;
  private final TraceSidecar sidecar;
  private final Path folder;
  private final List<LineVoltage> rows = new ArrayList<>();
  private final List<LineVoltage> cols = new ArrayList<>();
  private final double[] squareSeconds;
  private final int[] selected;
  private double now;

  ArrayDrive(
      TracedArray array,
      String role,
      WaveformKeys keys,
      PulseTable pulses,
      TraceSidecar sidecar,
      Path folder)
      throws IOException {
    this.array = array;
    this.role = role;
    this.keys = keys;
    this.pulses = pulses;
    this.sidecar = sidecar;
    this.folder = folder;
    for (int row : array.rows()) {
      rows.add(new LineVoltage(folder, Side.ROW, row));
    }
    for (int col : array.cols()) {
      cols.add(new LineVoltage(folder, Side.COLUMN, col));
    }
    squareSeconds = new double[array.size()];
    selected = new int[array.size()];
    now = keys.gapSeconds();
  }

  TracedArray array() {
    return array;
  }

  String role() {
    return role;
  }

  /** Time of the waveforms so far, seconds. */
  double now() {
    return now;
  }

  /** Appends the pulses of an update. */
  void play(TileUpdate update) {
    for (int slot = 0; slot < update.slots(); slot++) {
      for (DriverPhase phase : DriverPhase.values()) {
        if (phase.sets(role) || !sidecar.oneDirectional()) {
          play(phase, slot, update);
        }
      }
    }
  }

  private void play(DriverPhase phase, int slot, TileUpdate update) {
    boolean[] firingRows = new boolean[rows.size()];
    boolean[] firingCols = new boolean[cols.size()];
    boolean any = false;
    for (LineRow train : update.trains()) {
      boolean ofRow = train.side() == Side.ROW;
      boolean serves = ofRow ? phase.servesRow(train.sign()) : phase.servesColumn(train.sign());
      if (serves && train.firesIn(slot)) {
        (ofRow ? firingRows : firingCols)[array.lineIndex(train)] = true;
        any = true;
      }
    }
    if (any) {
      apply(phase.pulse(pulses, role), firingRows, firingCols);
    }
  }

  private void apply(Pulse pulse, boolean[] firingRows, boolean[] firingCols) {
    HalfSelect scheme = keys.halfSelect();
    double edge = keys.edgeSeconds();
    for (int r = 0; r < rows.size(); r++) {
      rows.get(r).pulse(now, pulse.volts() * scheme.row(firingRows[r]), edge, pulse.seconds());
    }
    for (int c = 0; c < cols.size(); c++) {
      cols.get(c).pulse(now, pulse.volts() * scheme.column(firingCols[c]), edge, pulse.seconds());
    }
    // A linear edge weighs as a third of its duration at the top.
    double seconds = pulse.seconds() + 2 * edge / 3;
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < cols.size(); c++) {
        double volts = pulse.volts() * (scheme.row(firingRows[r]) - scheme.column(firingCols[c]));
        squareSeconds[r * cols.size() + c] += volts * volts * seconds;
        selected[r * cols.size() + c] += firingRows[r] && firingCols[c] ? 1 : 0;
      }
    }
    now += 2 * edge + pulse.seconds() + keys.gapSeconds();
  }

  /** Ends all files and lists them. */
  void close(CsvTable index) throws IOException {
    List<LineVoltage> lines = new ArrayList<>(rows);
    lines.addAll(cols);
    for (LineVoltage line : lines) {
      line.close(now);
      index.row(
          folder.getFileName() + "/" + line.file(),
          array.layer(),
          array.tile(),
          role,
          line.side(),
          line.number(),
          line.points(),
          line.peak());
    }
    CsvTable energy = new CsvTable("row", "col", "g_S", "pulses", "energy_J");
    for (DeviceState state : ofRole()) {
      int at = array.index(state.device());
      energy.row(
          state.device().row(),
          state.device().col(),
          state.siemens(),
          selected[at],
          state.siemens() * squareSeconds[at]);
    }
    WholeFile.write(folder.resolve("energy.csv"), energy.text());
    WholeFile.write(folder.resolve("deck.cir"), deck(lines));
  }

  private List<DeviceState> ofRole() {
    return array.states().stream().filter(s -> s.device().role().equals(role)).toList();
  }

  /** A deck in the dialect of ngspice. */
  private String deck(List<LineVoltage> lines) {
    StringBuilder deck = new StringBuilder();
    deck.append("* ").append(array.name()).append(", ").append(role).append(" devices of ");
    deck.append(sidecar.device()).append("; written by ").append(sidecar.tool()).append('\n');
    deck.append("* volts, seconds, siemens, joules; half-select scheme ");
    deck.append(keys.halfSelect().label()).append("; resistors: before the first update\n");
    deck.append("* edge ").append(Decimal.text(keys.edgeSeconds())).append(" s, gap ");
    deck.append(Decimal.text(keys.gapSeconds())).append(" s, width at the top: set ");
    deck.append(Decimal.text(pulses.set().seconds())).append(" s, reset ");
    deck.append(Decimal.text(pulses.reset().seconds())).append(" s\n");
    deck.append("* run in this folder: ngspice -b deck.cir\n");
    deck.append("* in LTspice a line's source is: V_row_0 row_0 0 PWL file=row_0.pwl\n");
    for (LineVoltage line : lines) {
      String name = line.name();
      deck.append("a_").append(name).append(" %v([").append(name).append("]) src_");
      deck.append(name).append('\n');
      deck.append(".model src_").append(name).append(" filesource (file=\"").append(line.file());
      deck.append("\" amploffset=[0] amplscale=[1] timeoffset=0 timescale=1");
      deck.append(" timerelative=false amplstep=false)\n");
    }
    StringBuilder measures = new StringBuilder();
    for (DeviceState state : ofRole()) {
      if (state.siemens() > 0) {
        String row = "row_" + state.device().row();
        String col = "col_" + state.device().col();
        String at = "r" + state.device().row() + "_c" + state.device().col();
        deck.append("R_").append(at).append(' ').append(row).append(' ').append(col);
        deck.append(' ').append(Decimal.text(1 / state.siemens())).append('\n');
        deck.append("B_").append(at).append(" p_").append(at).append(" 0 V=V(").append(row);
        deck.append(',').append(col).append(")^2*").append(Decimal.text(state.siemens()));
        deck.append('\n');
        measures.append("meas tran e_").append(at).append(" INTEG v(p_").append(at);
        measures.append(")\n");
      }
    }
    double width = Math.min(pulses.set().seconds(), pulses.reset().seconds());
    double step = Math.max(keys.edgeSeconds() / 25, width / 500);
    deck.append(".tran ").append(Decimal.text(step)).append(' ').append(Decimal.text(now));
    deck.append(" 0 ").append(Decimal.text(step)).append('\n');
    deck.append(".control\nset numdgt=9\nrun\n").append(measures).append(".endc\n.end\n");
    return deck.toString();
  }
}
