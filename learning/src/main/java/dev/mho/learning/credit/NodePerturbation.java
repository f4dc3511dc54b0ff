package dev.mho.learning.credit;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.layer.Pass;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Node perturbation: a clean pass, and a pass with noise ξ ~ N(0, σ²) added to every pre-activation
 * at once. With Δ the change of a sample's loss,
 *
 * <pre>
 * δ_l = Δ ξ_l/σ²                                       plain
 * δ_l = N Δ (ã_l − a_l)/Σ_l ‖ã_l − a_l‖²               activity-based (Dalm et al. 2023), N units
 * </pre>
 *
 * where the antithetic form takes Δ = (loss(+ξ) − loss(−ξ))/2. Several draws are averaged.
 */
public final class NodePerturbation implements CreditAssignment {
  private final Perturbation perturbation;
  private final Settings settings;
  private final IntToDoubleFunction sigma;

  /**
   * Settings of the rule.
   *
   * @param sigma σ > 0; below about 1e-5 the loss difference drowns in rounding, and on an array σ
   *     has to stand out from the read noise
   * @param antithetic whether +ξ and −ξ are both run
   * @param activity whether the activity-based form is used; not together with antithetic
   * @param draws perturbations a sample, ≥ 1
   */
  public record Settings(double sigma, boolean antithetic, boolean activity, int draws) {
    public Settings {
      Check.positive("sigma", sigma);
      Check.within("draws", draws, 1, 1_000_000);
      if (antithetic && activity) {
        throw BadInputException.at(
            "node perturbation", "antithetic: true and activity: true", "one of the two");
      }
    }
  }

  /** Perturbs with the given noise, of the settings' σ in every layer. */
  public NodePerturbation(Settings settings, Perturbation perturbation) {
    this(settings, layer -> settings.sigma(), perturbation);
  }

  /**
   * Perturbs with the given noise, of a size for each layer. The plain form alone divides by it.
   *
   * @param sigma σ of a layer, in place of the settings' own
   */
  public NodePerturbation(Settings settings, IntToDoubleFunction sigma, Perturbation perturbation) {
    this.settings = settings;
    this.sigma = sigma;
    this.perturbation = perturbation;
  }

  /** Perturbations are drawn by the number of the step. */
  @Override
  public void keep(Archive archive) {}

  @Override
  public Credit assign(Network network, Matrix x, int[] labels, Loss loss, long step) {
    List<Pass> passes = network.forward(x);
    int last = passes.size() - 1;
    Loss.Verdict clean = loss.judge(passes.get(last).a(), labels);
    List<Matrix> deltas = new ArrayList<>();
    for (Pass pass : passes) {
      deltas.add(Matrix.zeros(pass.a().rows(), pass.a().cols(), pass.a().precision()));
    }
    for (int draw = 0; draw < settings.draws(); draw++) {
      addDraw(network, x, labels, loss, step, draw, passes, clean, deltas);
    }
    return new Credit(passes, deltas, clean);
  }

  private void addDraw(
      Network network,
      Matrix x,
      int[] labels,
      Loss loss,
      long step,
      int draw,
      List<Pass> passes,
      Loss.Verdict clean,
      List<Matrix> deltas) {
    List<Matrix> noise = new ArrayList<>();
    for (int l = 0; l < passes.size(); l++) {
      Matrix a = passes.get(l).a();
      noise.add(perturbation.draw(step, draw, l, a.rows(), a.cols(), a.precision()));
    }
    List<Matrix> noisy = network.forwardPerturbed(x, noise, 1);
    double[] rise = loss.judge(noisy.get(noisy.size() - 1), labels).perSample().clone();
    double[] base =
        settings.antithetic()
            ? lossesOf(network.forwardPerturbed(x, noise, -1), labels, loss)
            : clean.perSample();
    for (int b = 0; b < rise.length; b++) {
      rise[b] = (rise[b] - base[b]) / (settings.antithetic() ? 2 : 1);
    }
    List<Matrix> directions = settings.activity() ? activityChange(passes, noisy) : noise;
    double[] squares = new double[rise.length];
    for (int l = 0; l < deltas.size(); l++) {
      for (int b = 0; b < rise.length; b++) {
        if (!settings.activity()) {
          squares[b] = sigma.applyAsDouble(l) * sigma.applyAsDouble(l);
        } else if (l == 0) {
          squares[b] = squaredNorm(directions, b) / units(directions);
        }
      }
      addWeighted(deltas.get(l), directions.get(l), weights(rise, squares));
    }
  }

  private double[] weights(double[] rise, double[] squares) {
    double[] weights = new double[rise.length];
    for (int b = 0; b < weights.length; b++) {
      weights[b] = squares[b] == 0 ? 0 : rise[b] / squares[b] / settings.draws();
    }
    return weights;
  }

  private static double[] lossesOf(List<Matrix> potentials, int[] labels, Loss loss) {
    return loss.judge(potentials.get(potentials.size() - 1), labels).perSample();
  }

  private static List<Matrix> activityChange(List<Pass> clean, List<Matrix> noisy) {
    List<Matrix> changes = new ArrayList<>();
    for (int l = 0; l < noisy.size(); l++) {
      Matrix change = noisy.get(l).copy();
      for (int b = 0; b < change.rows(); b++) {
        double[] row = change.row(b);
        double[] before = clean.get(l).a().row(b);
        for (int k = 0; k < row.length; k++) {
          row[k] -= before[k];
        }
        change.writeRow(b, row);
      }
      changes.add(change);
    }
    return changes;
  }

  private static double squaredNorm(List<Matrix> directions, int sample) {
    double sum = 0;
    for (Matrix direction : directions) {
      for (double value : direction.row(sample)) {
        sum += value * value;
      }
    }
    return sum;
  }

  private static int units(List<Matrix> directions) {
    return directions.stream().mapToInt(Matrix::cols).sum();
  }

  private static void addWeighted(Matrix delta, Matrix direction, double[] weights) {
    for (int b = 0; b < weights.length; b++) {
      double[] row = delta.row(b);
      double[] step = direction.row(b);
      for (int k = 0; k < row.length; k++) {
        row[k] += weights[b] * step[k];
      }
      delta.writeRow(b, row);
    }
  }
}
