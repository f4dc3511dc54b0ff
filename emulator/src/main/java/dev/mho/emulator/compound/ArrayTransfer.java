package dev.mho.emulator.compound;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.tile.AnalogTile;

/** Transfers of one fast array to the slow one in its place, line after line, round and round. */
final class ArrayTransfer implements Stateful {
  private final TransferSpec spec;
  private final AnalogTile fast;
  private final AnalogTile slow;
  private final double step;
  private final TransferRule.Lines lines;
  private int next;

  ArrayTransfer(TransferSpec spec, AnalogTile fast, AnalogTile slow, TransferRule.Lines lines) {
    this.spec = spec;
    this.fast = fast;
    this.slow = slow;
    this.lines = lines;
    step = slow.spec().cell().weightRange() * slow.spec().granularity();
  }

  /** What lies between the arrays, which are kept by their grids. */
  @Override
  public void keep(Archive archive) {
    lines.keep(archive);
    next = archive.value("next", next);
  }

  AnalogTile fast() {
    return fast;
  }

  TransferRule.Lines lines() {
    return lines;
  }

  private boolean byInputs() {
    return spec.side() == TransferSpec.Side.INPUTS;
  }

  /** The fast array's change of some samples, each line with its own sign. */
  void learn(Matrix x, Matrix d, double rate) {
    Matrix signed = (byInputs() ? x : d).copy();
    for (int b = 0; b < signed.rows(); b++) {
      double[] row = signed.row(b);
      for (int line = 0; line < row.length; line++) {
        row[line] *= lines.sign(line);
      }
      signed.writeRow(b, row);
    }
    fast.update(byInputs() ? signed : x, byInputs() ? d : signed, rate * spec.fastRate());
  }

  /** Reads the next lines of the fast array and hands them on. */
  void transfer() {
    for (int i = 0; i < spec.lines(); i++) {
      write(next, lines.turn(next, read(next)));
      next = (next + 1) % (byInputs() ? fast.inputs() : fast.outputs());
    }
  }

  /** A line of the fast array times the transfer rate, in steps of the slow array. */
  private double[] read(int line) {
    Matrix driven = one(line, byInputs() ? fast.inputs() : fast.outputs());
    double[] read = (byInputs() ? fast.forward(driven) : fast.backward(driven)).row(0);
    for (int i = 0; i < read.length; i++) {
      // A digital scale stands beside every output, outside of both arrays.
      read[i] *= spec.transferRate() / (step * digitalScale(byInputs() ? i : line));
    }
    return read;
  }

  private void write(int line, double[] steps) {
    Matrix cells = Matrix.of(new double[][] {steps});
    if (byInputs()) {
      for (int k = 0; k < steps.length; k++) {
        cells.set(0, k, -steps[k] * digitalScale(k));
      }
      slow.update(one(line, slow.inputs()), cells, step);
    } else {
      Matrix output = one(line, slow.outputs());
      output.set(0, line, -digitalScale(line));
      slow.update(cells, output, step);
    }
  }

  private double digitalScale(int output) {
    return slow.weightScale(output) / slow.spec().cell().weightRange();
  }

  private static Matrix one(int line, int length) {
    Matrix driven = Matrix.zeros(1, length, Precision.FLOAT64);
    driven.set(0, line, 1);
    return driven;
  }
}
