package dev.mho.experiments.run;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.learning.loss.Loss;
import java.util.Locale;

/**
 * How a network does on some samples.
 *
 * @param loss mean loss
 * @param accuracy share of samples put in the right class, 0 to 1
 */
public record Score(double loss, double accuracy) {

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "accuracy %.2f %%, loss %s", 100 * accuracy, lossText(loss));
  }

  /** A loss to be read: four decimals, or a power of ten where they would tell nothing. */
  public static String lossText(double loss) {
    return String.format(Locale.ROOT, Math.abs(loss) < 1e5 ? "%.4f" : "%.3e", loss);
  }

  /** This score as an archive keeps it. */
  Score kept(Archive archive) {
    return new Score(archive.value("loss", loss), archive.value("accuracy", accuracy));
  }

  /** Gathers batches. */
  static final class Sum implements Stateful {
    private double loss;
    private int correct;
    private int samples;

    @Override
    public void keep(Archive archive) {
      loss = archive.value("loss", loss);
      correct = archive.value("correct", correct);
      samples = archive.value("samples", samples);
    }

    void add(Loss.Verdict verdict) {
      for (double one : verdict.perSample()) {
        loss += one;
      }
      correct += verdict.correct();
      samples += verdict.perSample().length;
    }

    Score mean() {
      return new Score(loss / samples, (double) correct / samples);
    }
  }
}
