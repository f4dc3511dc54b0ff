package dev.mho.calibration.selection;

import dev.mho.calibration.fit.Expression;
import dev.mho.calibration.fit.Family;
import dev.mho.calibration.fit.PulseData;
import dev.mho.calibration.fit.ResponseFit;
import dev.mho.calibration.noise.Autocorrelation;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which family describes trains best without describing their noise. Over the directions, with n
 * readings, residual variance s² and k parameters and one for s²,
 *
 * <pre>
 * AIC  = Σ n' ln s² + 2k
 * BIC  = Σ n' ln s² + k ln n'
 * </pre>
 *
 * The table of {@link Family#PIECEWISE}, which has many parameters, also pays what few readings
 * make of them, 2k(k + 1)/(n − k − 1) (AICc).
 *
 * <p>n' = n/τ are the readings that are independent of each other, τ from the residuals of the
 * nearest fit of few parameters: residuals that remember each other would otherwise make every
 * parameter look worth its while. Families within 2 of the lowest AIC are as good, and so are those
 * that draw the same curve; of these the one with the fewest parameters is chosen, and of equally
 * many the one that comes first in {@link Family}.
 *
 * <p>Source: Burnham and Anderson, Model Selection and Multimodel Inference (2002).
 */
public final class ModelChoice {
  private static final double AS_GOOD = 2;
  private static final double SAME_CURVE = 1e-3;
  private static final int LEAST_FOR_PIECES = 3;

  private final List<Candidate> candidates;
  private final Candidate chosen;
  private final Map<Polarity, Double> memory;

  private ModelChoice(List<Candidate> candidates, Candidate chosen, Map<Polarity, Double> memory) {
    this.candidates = candidates;
    this.chosen = chosen;
    this.memory = memory;
  }

  /**
   * Fits all families and chooses.
   *
   * @throws BadInputException if there are too few readings for any
   */
  public static ModelChoice among(PulseData data) {
    List<ResponseFit> fits =
        Arrays.stream(Family.values())
            .parallel()
            .filter(family -> enough(family, data))
            .map(family -> ResponseFit.of(family, data))
            .toList();
    if (fits.isEmpty()) {
      throw BadInputException.at(
          "pulse trains", "too few readings to fit a step", "at least four along a train");
    }
    return among(fits);
  }

  /** Chooses among fits of the same data; one fit alone is chosen whatever it is. */
  public static ModelChoice among(List<ResponseFit> fits) {
    ResponseFit nearest =
        fits.stream()
            .min(
                Comparator.<ResponseFit, Boolean>comparing(fit -> fit.family() == Family.PIECEWISE)
                    .thenComparingDouble(fit -> fit.rmse()))
            .orElseThrow();
    Map<Polarity, Double> memory = new EnumMap<>(Polarity.class);
    for (Polarity polarity : Polarity.values()) {
      if (nearest.has(polarity)) {
        memory.put(polarity, Autocorrelation.time(nearest.residuals(polarity)));
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (ResponseFit fit : fits) {
      candidates.add(
          new Candidate(
              fit, aic(fit, memory), bic(fit, memory), tie(fit, fits), Expression.obstacle(fit)));
    }
    return new ModelChoice(List.copyOf(candidates), choose(candidates), memory);
  }

  private static boolean enough(Family family, PulseData data) {
    int least = family == Family.PIECEWISE ? LEAST_FOR_PIECES * Family.PIECES : 0;
    return Arrays.stream(Polarity.values())
        .filter(data::has)
        .allMatch(polarity -> data.size(polarity) >= Math.max(least, family.parameters() + 2));
  }

  private static Candidate choose(List<Candidate> candidates) {
    List<Candidate> open =
        candidates.stream().anyMatch(c -> c.obstacle().isEmpty())
            ? candidates.stream().filter(c -> c.obstacle().isEmpty()).toList()
            : candidates;
    double lowest = open.stream().mapToDouble(Candidate::aic).min().orElseThrow();
    return open.stream()
        .filter(c -> c.aic() <= lowest + AS_GOOD)
        .min(
            Comparator.<Candidate>comparingInt(c -> c.fit().parameters())
                .thenComparing(c -> c.fit().family()))
        .orElseThrow();
  }

  private static double aic(ResponseFit fit, Map<Polarity, Double> memory) {
    return fit.score(
        polarity -> {
          double n = fit.data().size(polarity);
          double k = fit.parameters(polarity) + 1;
          double few =
              fit.family() == Family.PIECEWISE ? 2 * k * (k + 1) / Math.max(1, n - k - 1) : 0;
          return n / readings(memory, polarity) * logVariance(fit, polarity) + 2 * k + few;
        });
  }

  private static double bic(ResponseFit fit, Map<Polarity, Double> memory) {
    return fit.score(
        polarity -> {
          double independent = fit.data().size(polarity) / readings(memory, polarity);
          double k = fit.parameters(polarity) + 1;
          return independent * logVariance(fit, polarity) + k * Math.log(Math.max(2, independent));
        });
  }

  private static double readings(Map<Polarity, Double> memory, Polarity polarity) {
    return Objects.requireNonNull(memory.get(polarity));
  }

  private static double logVariance(ResponseFit fit, Polarity polarity) {
    return 2 * Math.log(Math.max(1e-12, fit.rmse(polarity)));
  }

  private static Optional<String> tie(ResponseFit fit, List<ResponseFit> fits) {
    return fits.stream()
        .takeWhile(other -> other != fit)
        .filter(other -> other.family().sameCurve(fit.family()))
        .filter(other -> Math.abs(other.rmse() / fit.rmse() - 1) < SAME_CURVE)
        .map(other -> other.family().spelling())
        .findFirst();
  }

  /** All candidates, in the order of {@link Family}. */
  public List<Candidate> candidates() {
    return candidates;
  }

  /** The chosen one. */
  public Candidate chosen() {
    return chosen;
  }

  /** The family that the Bayesian criterion would take. */
  public Family bayesian() {
    return candidates.stream()
        .min(Comparator.comparingDouble(Candidate::bic))
        .orElseThrow()
        .fit()
        .family();
  }

  /** Readings along a train over which residuals remember each other. */
  public double memory(Polarity polarity) {
    return readings(memory, polarity);
  }
}
