package dev.mho.experiments.budget;

import dev.mho.emulator.tile.Effect;
import dev.mho.experiments.budget.ErrorBudget.Cost;
import dev.mho.experiments.budget.ErrorBudget.Entry;
import dev.mho.experiments.budget.ErrorBudget.Estimate;
import dev.mho.experiments.budget.ErrorBudget.LayerError;
import dev.mho.experiments.run.Deployment;
import dev.mho.experiments.run.Deployment.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Programs a trained network with each effect alone, with each removed, and with all, repeat after
 * repeat. All sets of effects of a repeat share their random numbers, so that costs are differences
 * within a repeat.
 */
public final class BudgetRun {
  private final Deployment deployment;
  private final double seconds;
  private final int repeats;
  private final Map<Set<Effect>, Reading[]> readings = new HashMap<>();

  /**
   * A budget to be made.
   *
   * @param seconds between writes and reads, ≥ 0
   * @param repeats ≥ 1
   */
  public BudgetRun(Deployment deployment, double seconds, int repeats) {
    this.deployment = deployment;
    this.seconds = seconds;
    this.repeats = repeats;
  }

  /** Hears how it gets on. */
  public interface Listener {
    /** Before the first programming: how many there will be. */
    void begins(int programmings);

    /** One more is done. */
    void programmed();
  }

  /** Makes the budget. */
  public ErrorBudget run(Listener listener) {
    Set<Effect> all = deployment.effects(seconds);
    List<Set<Effect>> sets = sets(all);
    listener.begins(sets.size() * repeats);
    for (Set<Effect> on : sets) {
      Reading[] each = new Reading[repeats];
      for (int r = 0; r < repeats; r++) {
        each[r] = deployment.read(on, r, seconds);
        listener.programmed();
      }
      readings.put(on, each);
    }
    List<Entry> entries = new ArrayList<>();
    for (Effect effect : all) {
      entries.add(
          new Entry(
              effect.label(),
              needs(effect, all).map(Effect::label),
              difference(alone(effect, all), base(effect, all)),
              difference(all, without(effect, all))));
    }
    entries.sort(
        Comparator.comparingDouble((Entry e) -> -e.alone().accuracyPoints().mean())
            .thenComparingDouble(e -> -total(e.alone())));
    return new ErrorBudget(
        deployment.experiment().name(),
        seconds,
        repeats,
        deployment.probed(),
        deployment.exact().accuracy(),
        difference(all, Set.of()),
        entries,
        interaction(all));
  }

  private static double total(Cost cost) {
    return cost.layers().stream().mapToDouble(l -> l.errorPower().mean()).sum();
  }

  private static List<Set<Effect>> sets(Set<Effect> all) {
    Set<Set<Effect>> sets = new LinkedHashSet<>();
    sets.add(Set.of());
    sets.add(all);
    for (Effect effect : all) {
      sets.add(base(effect, all));
      sets.add(alone(effect, all));
      sets.add(without(effect, all));
    }
    return List.copyOf(sets);
  }

  /** What an effect cannot act without. */
  private static Optional<Effect> needs(Effect effect, Set<Effect> all) {
    return Optional.of(Effect.ADC).filter(e -> effect == Effect.ADC_MISMATCH && all.contains(e));
  }

  private static Set<Effect> base(Effect effect, Set<Effect> all) {
    return needs(effect, all).<Set<Effect>>map(EnumSet::of).orElse(Set.of());
  }

  private static Set<Effect> alone(Effect effect, Set<Effect> all) {
    Set<Effect> on = EnumSet.of(effect);
    on.addAll(base(effect, all));
    return on;
  }

  /** All but an effect, and but what cannot act without it. */
  private static Set<Effect> without(Effect effect, Set<Effect> all) {
    Set<Effect> on = EnumSet.noneOf(Effect.class);
    all.stream()
        .filter(e -> e != effect && !needs(e, all).equals(Optional.of(effect)))
        .forEach(on::add);
    return on;
  }

  private Reading[] reading(Set<Effect> on) {
    return Objects.requireNonNull(readings.get(on));
  }

  private Cost difference(Set<Effect> more, Set<Effect> less) {
    Reading[] a = reading(more);
    Reading[] b = reading(less);
    return cost(
        r -> points(b[r]) - points(a[r]), l -> each(r -> a[r].error()[l] - b[r].error()[l]));
  }

  private Cost interaction(Set<Effect> all) {
    return cost(
        r -> beyond(all, (on, base) -> points(base[r]) - points(on[r])),
        l -> each(r -> beyond(all, (on, base) -> on[r].error()[l] - base[r].error()[l])));
  }

  private interface Difference {
    double of(Reading[] on, Reading[] base);
  }

  /** All together less the sum of each alone. */
  private double beyond(Set<Effect> all, Difference difference) {
    double sum = difference.of(reading(all), reading(Set.of()));
    for (Effect effect : all) {
      sum -= difference.of(reading(alone(effect, all)), reading(base(effect, all)));
    }
    return sum;
  }

  private Cost cost(IntToDoubleFunction points, IntFunction<double[]> powersOfLayer) {
    List<LayerError> layers = new ArrayList<>();
    for (int l = 0; l < deployment.depth(); l++) {
      layers.add(LayerError.of(l, powersOfLayer.apply(l)));
    }
    return new Cost(Estimate.of(each(points)), layers);
  }

  private double[] each(IntToDoubleFunction value) {
    double[] values = new double[repeats];
    Arrays.setAll(values, value);
    return values;
  }

  private static double points(Reading reading) {
    return 100 * reading.score().accuracy();
  }
}
