package dev.mho.experiments.reproduce;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.spec.HardwareSpec;
import dev.mho.learning.decorrelation.FeedbackCrossbar;
import dev.mho.learning.decorrelation.FeedbackCrossbar.Settling;
import dev.mho.learning.decorrelation.RecurrentDecorrelator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ejml.simple.SimpleMatrix;

/**
 * Appendix C: the recurrent form. M follows one sample at a time and stays the inverse of the R
 * that learns from the same samples; with M in a feedback crossbar the outputs settle at R x, as
 * fast as the smallest real part of M's eigenvalues lets them.
 */
final class Recurrence {
  private static final int UNITS = 8;
  private static final int SAMPLES = 300;
  private static final double RATE = 0.01;
  private static final double[] SIZES = {0.5, 1, 2};
  private static final double TOLERANCE = 1e-9;

  private final Products products;
  private final Optional<String> device;
  private final NoiseStream stream = NoiseStream.root(1).child("appendix C");

  Recurrence(Products products, Optional<String> device) {
    this.products = products;
    this.device = device;
  }

  /** M and R after the same samples. */
  private record Learnt(SimpleMatrix m, SimpleMatrix r) {
    /** Largest element of M R − I. */
    double mismatch() {
      return m.mult(r).minus(SimpleMatrix.identity(UNITS)).elementMaxAbs();
    }
  }

  Reproduced reproduce() {
    Learnt learnt = learn();
    List<Curve> curves = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            "M, updated locally, stays the inverse of R",
            String.format(
                Locale.ROOT,
                "after %d samples the largest element of M R - I is %.1g.",
                SAMPLES,
                learnt.mismatch()),
            learnt.mismatch() < 1e-12));
    findings.add(settling(learnt, curves));
    device.ifPresent(name -> findings.add(onHardware(learnt, name, curves)));
    Figure figure =
        new Figure(
            "appendix-c",
            "Settling of the recurrent decorrelator",
            "time (in time constants of a unit)",
            "residual |x - M z| / |x|",
            false,
            true,
            curves);
    return new Reproduced("appendix-c", List.of(figure), findings);
  }

  /** R' = (g − η z zᵀ) R beside the rule for M, sample after sample. */
  private Learnt learn() {
    SimpleMatrix r = SimpleMatrix.identity(UNITS);
    RecurrentDecorrelator recurrent =
        new RecurrentDecorrelator(SimpleMatrix.identity(UNITS).toArray2());
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] x = sample(sample);
      SimpleMatrix column = new SimpleMatrix(UNITS, 1, true, x);
      SimpleMatrix z = r.mult(column);
      double gain = column.normF() / z.normF();
      recurrent.learn(x, recurrent.settle(x), RATE, gain);
      r = r.scale(gain).minus(z.mult(z.transpose()).mult(r).scale(RATE));
    }
    return new Learnt(new SimpleMatrix(recurrent.lateral()), r);
  }

  /** Normal numbers that share a part: any two are correlated by a half. */
  private double[] sample(int number) {
    double[] x = new double[UNITS];
    for (int i = 0; i < UNITS; i++) {
      x[i] = Math.sqrt(0.5) * (stream.normal(number, 0) + stream.normal(number, 1 + i));
    }
    return x;
  }

  /** The rate at which the last decades of a residual decay, beside min Re λ. */
  private Finding settling(Learnt learnt, List<Curve> curves) {
    StringBuilder outcome = new StringBuilder("decay of the residual over min Re eig(M):");
    boolean holds = true;
    for (int i = 0; i < SIZES.length; i++) {
      Tile tile = new ExactTile(matrix(learnt.m().scale(SIZES[i])), Precision.FLOAT64, products);
      FeedbackCrossbar loop = new FeedbackCrossbar(tile, TOLERANCE, 1e3 / loopRate(tile));
      Settling settling = loop.settle(batch());
      double ratio = lateRate(settling) / loop.slowestRate();
      holds &= settling.settled() && Math.abs(ratio - 1) < 0.15;
      outcome.append(
          String.format(
              Locale.ROOT,
              "%s %.3f for M x %s (settled to %.0e in %.3g time constants)",
              i == 0 ? "" : ",",
              ratio,
              SIZES[i],
              TOLERANCE,
              settling.time()));
      curves.add(
          curve(
              String.format(Locale.ROOT, "M x %s, min Re eig = %.3g", SIZES[i], loop.slowestRate()),
              settling));
    }
    return new Finding(
        "the dynamics settle at z = R x, if every eigenvalue of M has a positive real part",
        outcome + ".",
        holds);
  }

  private static double loopRate(Tile tile) {
    return Math.max(1e-6, new FeedbackCrossbar(tile, 1, 1).slowestRate());
  }

  private static double lateRate(Settling settling) {
    double[] residuals = settling.residuals();
    int end = residuals.length - 1;
    int start = end;
    while (start > 0 && residuals[start] < 100 * residuals[end]) {
      start--;
    }
    double span = settling.times()[end] - settling.times()[start];
    return span > 0 ? Math.log(residuals[start] / residuals[end]) / span : 0;
  }

  /** The same M in an emulated array: how far it settles, and how far from R x. */
  private Finding onHardware(Learnt learnt, String name, List<Curve> curves) {
    HardwareSpec hardware = HardwareSpec.ofDevice(name);
    AnalogTileSpec array =
        hardware.array(
            hardware.loadDevice(Path.of("")), DifferentialPair.Rest.MINIMUM, Path.of(""));
    Matrix m = matrix(learnt.m());
    double range = 1.5 * learnt.m().elementMaxAbs();
    Tile tile =
        new TileGrid(
            array.with(new DifferentialPair(range, DifferentialPair.Rest.MINIMUM)),
            m,
            hardware.tile().rows(),
            hardware.tile().cols(),
            stream.child("hardware"),
            products);
    FeedbackCrossbar loop = new FeedbackCrossbar(tile, 1e-3, 50 / loopRate(tile));
    Settling settling = loop.settle(batch());
    SimpleMatrix wanted = ejml(batch()).mult(learnt.r().transpose());
    double error = ejml(settling.z()).minus(wanted).normF() / wanted.normF();
    curves.add(curve("M on " + name, settling));
    String state =
        settling
            .instability()
            .orElse(
                settling.settled()
                    ? "it settles"
                    : "it does not come below a residual of 1e-3, which converters and noise keep up");
    return new Finding(
        "the recurrent form suits neuromorphic hardware (it has none)",
        String.format(
            Locale.ROOT,
            "on %s, M in a feedback crossbar with its converters: %s; residual %.2g after %.3g time"
                + " constants, outputs %.2g from R x (relative).",
            name,
            state,
            settling.residual(),
            settling.time(),
            error),
        settling.instability().isEmpty() && error < 0.1);
  }

  private static Curve curve(String name, Settling settling) {
    int n = settling.times().length;
    int every = Math.max(1, n / 100);
    double[] times = new double[(n + every - 1) / every];
    double[] residuals = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = settling.times()[i * every];
      residuals[i] = Math.max(1e-16, settling.residuals()[i * every]);
    }
    return Curve.line(name, times, residuals);
  }

  private Matrix batch() {
    Matrix x = Matrix.zeros(16, UNITS, Precision.FLOAT64);
    for (int b = 0; b < x.rows(); b++) {
      x.writeRow(b, sample(SAMPLES + b));
    }
    return x;
  }

  private static SimpleMatrix ejml(Matrix matrix) {
    return new SimpleMatrix(matrix.rows(), matrix.cols(), true, matrix.toArray());
  }

  private static Matrix matrix(SimpleMatrix m) {
    Matrix matrix = Matrix.zeros(m.getNumRows(), m.getNumCols(), Precision.FLOAT64);
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.cols(); c++) {
        matrix.set(r, c, m.get(r, c));
      }
    }
    return matrix;
  }
}
