package dev.mho.experiments.reproduce;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * Figures 1 and 2: paths of descent on a quadratic loss of two parameters,
 *
 * <pre>
 * L(w) = ½ (w − w*)ᵀ H (w − w*)
 * </pre>
 *
 * <p>Figure 1: H is the skew of the loss, which the natural gradient ΔW = −η ⟨δδᵀ⟩⁻¹ ⟨δ xᵀ⟩ ⟨x
 * xᵀ⟩⁻¹ undoes from the left. Figure 2: H = ⟨x xᵀ⟩ comes from correlated inputs of a linear
 * regression; the natural gradient undoes it from the right, decorrelating the inputs does it
 * before. What is measured is the length of a path over the straight way: 1 is no detour.
 */
final class Descent {
  private static final double[] START = {-1.5, 1};
  private static final double[] GOAL = {1, 0.5};
  private static final double SHORT_STEP = 0.005;
  private static final int SAMPLES = 4000;

  private Descent() {}

  /** Figure 1. */
  static Reproduced skewOfTheLoss() {
    SimpleMatrix h = new SimpleMatrix(new double[][] {{1, 0.85}, {0.85, 1}});
    double[][] gradient = path(w -> h.mult(w));
    // δ = H (w − w*) + noise of covariance H: what the targets' own spread leaves (appendix A).
    double[][] natural =
        path(
            w -> {
              SimpleMatrix g = h.mult(w);
              return h.plus(g.mult(g.transpose())).solve(g);
            });
    return reproduced(
        "fig1",
        "Descent on a skewed loss",
        "natural gradient descent undoes the skew of the loss and arrives more directly than"
            + " gradient descent",
        List.of("gradient descent", "natural gradient descent"),
        List.of(gradient, natural),
        h);
  }

  /** Figure 2. */
  static Reproduced correlatedInputs(Products products) {
    Matrix x = inputs();
    SimpleMatrix h = correlation(x);
    SimpleMatrix r = learnt(x, products);
    double[][] gradient = path(w -> h.mult(w));
    double[][] natural = path(w -> h.solve(h.mult(w)));
    // With z = R x and weights v, w = Rᵀ v: a step of v is −Rᵀ R H (w − w*) in w.
    double[][] decorrelated = path(w -> r.transpose().mult(r).mult(h).mult(w));
    return reproduced(
        "fig2",
        "Descent with correlated inputs",
        "correlated inputs make gradient descent take a detour; without the correlation it does"
            + " not",
        List.of(
            "gradient descent",
            "natural gradient descent",
            "gradient descent, inputs decorrelated"),
        List.of(gradient, natural, decorrelated),
        h);
  }

  private static Matrix inputs() {
    NoiseStream stream = NoiseStream.root(1).child("figure 2");
    Matrix x = Matrix.zeros(SAMPLES, 2, Precision.FLOAT64);
    for (int b = 0; b < SAMPLES; b++) {
      double shared = stream.normal(b, 0);
      x.set(b, 0, Math.sqrt(0.85) * shared + Math.sqrt(0.15) * stream.normal(b, 1));
      x.set(b, 1, Math.sqrt(0.85) * shared + Math.sqrt(0.15) * stream.normal(b, 2));
    }
    return x;
  }

  private static SimpleMatrix correlation(Matrix x) {
    SimpleMatrix rows = new SimpleMatrix(x.rows(), x.cols(), true, x.toArray());
    return rows.transpose().mult(rows).divide(x.rows());
  }

  /** R after the paper's rule has seen the inputs often enough. */
  private static SimpleMatrix learnt(Matrix x, Products products) {
    DecorrelationSpec spec =
        new DecorrelationSpec(
            0.02,
            DecorrelationSpec.Diagonal.KEEP,
            1,
            false,
            DecorrelationSpec.Gain.DEMEANED,
            false,
            0.1);
    ExactTile tile =
        new ExactTile(Matrix.identity(2, Precision.FLOAT64), Precision.FLOAT64, products);
    Decorrelator decorrelator = new Decorrelator(spec, tile, products);
    for (int step = 0; step < 1000; step++) {
      decorrelator.learn(decorrelator.forward(x));
    }
    return new SimpleMatrix(2, 2, true, tile.weights().toArray());
  }

  /** From the start in short steps of equal length against a direction, until near the goal. */
  private static double[][] path(UnaryOperator<SimpleMatrix> direction) {
    SimpleMatrix goal = new SimpleMatrix(2, 1, true, GOAL);
    SimpleMatrix w = new SimpleMatrix(2, 1, true, START);
    List<double[]> points = new ArrayList<>();
    points.add(START.clone());
    while (w.minus(goal).normF() > 2 * SHORT_STEP && points.size() < 5000) {
      SimpleMatrix d = direction.apply(w.minus(goal));
      w = w.minus(d.scale(SHORT_STEP / d.normF()));
      points.add(new double[] {w.get(0), w.get(1)});
    }
    return points.toArray(double[][]::new);
  }

  private static double detour(double[][] path) {
    return (path.length - 1) * SHORT_STEP / distance(path[0], path[path.length - 1]);
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }

  private static Reproduced reproduced(
      String name,
      String title,
      String claim,
      List<String> names,
      List<double[][]> paths,
      SimpleMatrix h) {
    List<Curve> curves = new ArrayList<>();
    StringBuilder outcome = new StringBuilder("a path is so many times the straight way long:");
    boolean holds = detour(paths.get(0)) > 1.02;
    for (int i = 0; i < names.size(); i++) {
      double[][] path = paths.get(i);
      double detour = detour(path);
      holds &= i == 0 || detour < 1.01;
      outcome.append(
          String.format(Locale.ROOT, "%s %s %.3f", i == 0 ? "" : ",", names.get(i), detour));
      double[][] drawn = every(path, 5);
      curves.add(Curve.line(names.get(i), column(drawn, 0), column(drawn, 1)));
    }
    for (double level : new double[] {0.3, 1}) {
      double[][] ellipse = ellipse(h, level * loss(h, START));
      curves.add(
          Curve.guide(
              level == 1 ? "equal loss, at the start" : "equal loss, at 30 % of it",
              column(ellipse, 0),
              column(ellipse, 1)));
    }
    Figure figure =
        new Figure(
            name,
            title,
            "parameter w\u2081 (no unit)",
            "parameter w\u2082 (no unit)",
            false,
            false,
            curves);
    return new Reproduced(name, List.of(figure), List.of(new Finding(claim, outcome + ".", holds)));
  }

  private static double loss(SimpleMatrix h, double[] w) {
    SimpleMatrix off = new SimpleMatrix(2, 1, true, w[0] - GOAL[0], w[1] - GOAL[1]);
    return 0.5 * off.dot(h.mult(off));
  }

  /** The line of one loss around the goal. */
  private static double[][] ellipse(SimpleMatrix h, double loss) {
    double[][] points = new double[91][];
    for (int i = 0; i < points.length; i++) {
      double angle = 2 * Math.PI * i / (points.length - 1);
      double[] unit = {GOAL[0] + Math.cos(angle), GOAL[1] + Math.sin(angle)};
      double radius = Math.sqrt(loss / loss(h, unit));
      points[i] =
          new double[] {GOAL[0] + radius * Math.cos(angle), GOAL[1] + radius * Math.sin(angle)};
    }
    return points;
  }

  private static double[][] every(double[][] points, int n) {
    double[][] kept = new double[(points.length + n - 1) / n][];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = points[i * n];
    }
    return kept;
  }

  private static double[] column(double[][] points, int axis) {
    double[] values = new double[points.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = points[i][axis];
    }
    return values;
  }
}
