package dev.mho.experiments.reproduce;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.decorrelation.Foldiak;
import dev.mho.learning.decorrelation.Pehlevan;
import dev.mho.learning.decorrelation.Sanger;
import dev.mho.learning.decorrelation.Vogels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * Figure 3: rules of decorrelation from starting scales R = s I with s from 0.1 to 3. Each rule
 * gets its best rate out of half decades: the one whose worst starting scale ends least correlated.
 *
 * <p>Correlation is the mean squared correlation coefficient of pairs of outputs, which does not
 * depend on their size; activity is the mean of ‖z‖/‖x‖.
 */
final class StartingScales {
  private static final double[] SCALES = {0.1, 0.3, 1, 3};
  private static final int INPUTS = 10;
  private static final int BATCH = 256;
  private static final int STEPS = 600;
  private static final int LOOKS = 60;

  /** Below this no difference is worth looking at. */
  private static final double FLOOR = 1e-6;

  /** Share of the correlation at the start below which a rule has done its work. */
  private static final double DONE = 0.1;

  private final Products products;
  private final Matrix x;

  StartingScales(Products products) {
    this.products = products;
    this.x = inputs();
  }

  /** What a rule did from one starting scale. */
  record Course(double[] correlations, double[] activities) {
    double end() {
      return correlations[correlations.length - 1];
    }

    double activityAtTheEnd() {
      return activities[activities.length - 1];
    }
  }

  /** A rule at one rate, from every starting scale. */
  record Trial(double rate, List<Course> courses) {
    double worst() {
      return courses.stream().mapToDouble(Course::end).max().orElseThrow();
    }

    boolean done() {
      return courses.stream().allMatch(c -> c.end() <= DONE * c.correlations()[0]);
    }
  }

  /** The rules by name, each for a rate. */
  static Map<String, DoubleFunction<DecorrelationSpec>> rules() {
    Map<String, DoubleFunction<DecorrelationSpec>> rules = new LinkedHashMap<>();
    rules.put("Ahmad 2024 (the paper)", rate -> paper(rate, Diagonal.KEEP, Gain.DEMEANED));
    rules.put("Ahmad 2022", rate -> paper(rate, Diagonal.REMOVE, Gain.OFF));
    rules.put("Földiák 1990", rate -> DecorrelationSpec.of(new Foldiak(rate)));
    rules.put("Oja/Sanger 1989", rate -> DecorrelationSpec.of(new Sanger(rate)));
    rules.put("Pehlevan 2015", rate -> DecorrelationSpec.of(new Pehlevan(rate)));
    rules.put("Vogels 2011", rate -> DecorrelationSpec.of(new Vogels(rate)));
    return rules;
  }

  private static DecorrelationSpec paper(double rate, Diagonal diagonal, Gain gain) {
    return new DecorrelationSpec(rate, diagonal, 1, true, gain, false, 0.1);
  }

  /** Rates that are tried. */
  static double[] rates(boolean quick) {
    return quick ? new double[] {1e-3, 1e-2, 1e-1, 1} : halfDecades();
  }

  private static double[] halfDecades() {
    double[] rates = new double[9];
    Arrays.setAll(rates, i -> Math.pow(10, -3 + i / 2.0));
    return rates;
  }

  /** The figure. */
  Reproduced reproduce(boolean quick) {
    double[] at = new double[LOOKS + 1];
    Arrays.setAll(at, i -> (double) i * STEPS / LOOKS);
    List<Curve> correlations = new ArrayList<>();
    List<Curve> activities = new ArrayList<>();
    List<Trial> best = new ArrayList<>();
    for (Map.Entry<String, DoubleFunction<DecorrelationSpec>> rule : rules().entrySet()) {
      Trial trial = best(rule.getValue(), quick);
      best.add(trial);
      String name = String.format(Locale.ROOT, "%s, rate %.2g", rule.getKey(), trial.rate());
      correlations.add(
          Curve.ofRuns(name, at, trial.courses().stream().map(Course::correlations).toList()));
      activities.add(
          Curve.ofRuns(name, at, trial.courses().stream().map(Course::activities).toList()));
    }
    Figure correlation =
        new Figure(
            "fig3-correlation",
            "Correlation, starting scales 0.1 to 3: mean (line), lowest and highest (dots)",
            "iterations",
            "mean squared correlation coefficient (no unit)",
            false,
            true,
            correlations);
    Figure activity =
        new Figure(
            "fig3-activity",
            "Activity, starting scales 0.1 to 3: mean (line), lowest and highest (dots)",
            "iterations",
            "norm of the outputs / norm of the inputs",
            false,
            true,
            activities);
    return new Reproduced(
        "fig3", List.of(correlation, activity), findings(new ArrayList<>(rules().keySet()), best));
  }

  private static List<Finding> findings(List<String> names, List<Trial> best) {
    StringBuilder outcome = new StringBuilder();
    outcome.append(
        "worst correlation that is left over starting scales 0.1 to 3, as a share of the start, at"
            + " each rule's best single rate:");
    boolean othersFail = true;
    for (int i = 0; i < names.size(); i++) {
      Trial trial = best.get(i);
      double share = trial.worst() / trial.courses().get(0).correlations()[0];
      othersFail &= i == 0 || !trial.done();
      outcome.append(
          String.format(Locale.ROOT, "%s %s %.2g", i == 0 ? "" : ",", names.get(i), share));
    }
    Trial paper = best.get(0);
    double low = paper.courses().stream().mapToDouble(Course::activityAtTheEnd).min().orElseThrow();
    double high =
        paper.courses().stream().mapToDouble(Course::activityAtTheEnd).max().orElseThrow();
    return List.of(
        new Finding(
            "its rule reduces correlation whatever the scale of R at the start, at one rate, which"
                + " the older rules do not",
            outcome + ".",
            paper.done() && othersFail),
        new Finding(
            "its rule keeps the norm of the activity",
            String.format(
                Locale.ROOT,
                "at the end the outputs are %.3f to %.3f times as large as the inputs.",
                low,
                high),
            low > 0.9 && high < 1.1));
  }

  /** The trial whose worst starting scale ends least correlated. */
  Trial best(DoubleFunction<DecorrelationSpec> rule, boolean quick) {
    Trial best = trial(rule, rates(quick)[0]);
    for (double rate : rates(quick)) {
      Trial trial = trial(rule, rate);
      best = trial.worst() < best.worst() ? trial : best;
    }
    return best;
  }

  /** One rate from every starting scale. */
  Trial trial(DoubleFunction<DecorrelationSpec> rule, double rate) {
    List<Course> courses = new ArrayList<>();
    for (double scale : SCALES) {
      courses.add(course(rule.apply(rate), scale));
    }
    return new Trial(rate, courses);
  }

  /** A rule that diverges stays as correlated as can be, and as active as it last was. */
  private Course course(DecorrelationSpec spec, double scale) {
    Matrix start = Matrix.identity(INPUTS, Precision.FLOAT64);
    for (int i = 0; i < INPUTS; i++) {
      start.set(i, i, scale);
    }
    Decorrelator decorrelator =
        new Decorrelator(spec, new ExactTile(start, Precision.FLOAT64, products), products);
    double[] correlations = new double[LOOKS + 1];
    double[] activities = new double[LOOKS + 1];
    double inputs = meanNorm(decorrelator.mean().centre(x, decorrelator.mean().of(x)));
    boolean diverged = false;
    for (int step = 0; step <= STEPS; step++) {
      Decorrelator.Pass pass = decorrelator.forward(x);
      double activity = meanNorm(pass.z()) / inputs;
      diverged |= !(activity < 1e6);
      if (step % (STEPS / LOOKS) == 0) {
        int look = step / (STEPS / LOOKS);
        correlations[look] = diverged ? 1 : squaredCorrelation(pass.z());
        activities[look] = diverged ? activities[Math.max(0, look - 1)] : Math.max(activity, 1e-6);
      }
      if (!diverged) {
        diverged = !learns(decorrelator, pass);
      }
    }
    return new Course(correlations, activities);
  }

  private static boolean learns(Decorrelator decorrelator, Decorrelator.Pass pass) {
    try {
      decorrelator.learn(pass);
      return true;
    } catch (NonFiniteException e) {
      return false;
    }
  }

  private static double squaredCorrelation(Matrix z) {
    double[][] c = new double[INPUTS][INPUTS];
    for (int b = 0; b < z.rows(); b++) {
      double[] row = z.row(b);
      for (int i = 0; i < INPUTS; i++) {
        for (int j = 0; j <= i; j++) {
          c[i][j] += row[i] * row[j];
        }
      }
    }
    double sum = 0;
    for (int i = 0; i < INPUTS; i++) {
      for (int j = 0; j < i; j++) {
        double square = c[i][i] * c[j][j];
        sum += square > 0 ? c[i][j] * c[i][j] / square : 1;
      }
    }
    return Math.max(FLOOR, sum / (INPUTS * (INPUTS - 1) / 2.0));
  }

  private static double meanNorm(Matrix rows) {
    double sum = 0;
    for (int b = 0; b < rows.rows(); b++) {
      double square = 0;
      for (double value : rows.row(b)) {
        square += value * value;
      }
      sum += Math.sqrt(square);
    }
    return sum / rows.rows();
  }

  /** Normal inputs, any two correlated by a half, of variances from a quarter to two. */
  private static Matrix inputs() {
    NoiseStream stream = NoiseStream.root(1).child("figure 3");
    Matrix x = Matrix.zeros(BATCH, INPUTS, Precision.FLOAT64);
    for (int b = 0; b < BATCH; b++) {
      double shared = stream.normal(b, 0);
      for (int i = 0; i < INPUTS; i++) {
        double size = Math.sqrt(0.25 * Math.pow(8, (double) i / (INPUTS - 1)));
        x.set(b, i, size * Math.sqrt(0.5) * (shared + stream.normal(b, 1 + i)));
      }
    }
    return x;
  }
}
