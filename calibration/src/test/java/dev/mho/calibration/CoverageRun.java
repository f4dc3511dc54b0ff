package dev.mho.calibration;

import dev.mho.calibration.fit.Family;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.noise.ProgrammingCalibration;
import dev.mho.calibration.noise.ReadNoiseCalibration;
import dev.mho.calibration.pulse.PulseCalibration;
import dev.mho.calibration.report.Interval;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.retention.RetentionCalibration;
import dev.mho.device.response.Polarity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * How often 95 % intervals contain what data were made with: trains of known laws, noise of
 * readings with or without noise of steps; reads, writes, drift and bakes of known size; as many
 * repetitions as the first argument says. Not a test of every build; its table stands in
 * docs/calibration.md.
 */
final class CoverageRun {
  private static final int PULSES = 300;

  private CoverageRun() {}

  /** A law, its noises, and what an interval must contain. */
  private record Case(
      String name,
      Family family,
      DoubleUnaryOperator step,
      double from,
      double seen,
      double kept,
      int trains,
      String parameter,
      DoubleUnaryOperator truth) {}

  public static void main(String[] arguments) {
    int repetitions = Integer.parseInt(arguments[0]);
    DoubleUnaryOperator equal = g -> 0.003;
    DoubleUnaryOperator soft = g -> 0.01 * (1.1 - g);
    DoubleUnaryOperator bent = g -> 0.012 * Math.max(0, 1 - 0.1 * Math.exp(2 * g));
    DoubleUnaryOperator rate = range -> 0.01;
    DoubleUnaryOperator end = range -> 1.1;
    List<Case> cases =
        List.of(
            new Case(
                "equal steps, step", Family.CONSTANT, equal, 0, 0.02, 0, 1, "step", w -> 0.003 / w),
            new Case(
                "soft bounds, share",
                Family.SOFT_BOUNDS,
                soft,
                0,
                0.02,
                0,
                1,
                "share_per_pulse",
                rate),
            new Case(
                "soft bounds, bound", Family.SOFT_BOUNDS, soft, 0, 0.02, 0, 1, "approaches", end),
            new Case(
                "soft bounds, share, 2 % kept",
                Family.SOFT_BOUNDS, soft, 0, 0.005, 0.004, 1, "share_per_pulse", rate),
            new Case(
                "soft bounds, bound, kept",
                Family.SOFT_BOUNDS,
                soft,
                0,
                0.005,
                0.004,
                1,
                "approaches",
                end),
            new Case(
                "soft bounds, share, kept, 8 trains",
                Family.SOFT_BOUNDS,
                soft,
                0,
                0.005,
                0.004,
                8,
                "share_per_pulse",
                rate),
            new Case(
                "exponential, step at half",
                Family.EXPONENTIAL,
                bent,
                0,
                0.01,
                0,
                1,
                "step_at_50_percent",
                w -> Double.NaN));
    System.out.println("| data | interval of | covered | of |");
    System.out.println("| --- | --- | --- | --- |");
    for (Case one : cases) {
      int covered = 0;
      int counted = 0;
      for (int seed = 0; seed < repetitions; seed++) {
        counted++;
        covered += covers(one, seed) ? 1 : 0;
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | `%s` | %.1f %% | %d |%n",
          one.name,
          one.parameter,
          100.0 * covered / counted,
          counted);
    }
    others(repetitions);
  }

  /** Reads, writes, drift over cells, bakes at three temperatures. */
  private static void others(int repetitions) {
    row("50 white reads", "read.state.sigma_differences", 20e-9, repetitions, CoverageRun::reads);
    row("20 writes", "target_50uS.sigma", 1e-6, repetitions, CoverageRun::writes);
    row("12 cells, ν 0.05 ± 0.01", "drift.nu_mean", 0.05, repetitions, r -> drift(r, false));
    row("12 cells, ν 0.05 ± 0.01", "drift.nu_spread", 0.01, repetitions, r -> drift(r, false));
    row("3 × 12 cells, 0.9 eV", "temperature.activation", 0.9, repetitions, r -> drift(r, true));
  }

  private static void row(
      String data, String name, double truth, int repetitions, Function<Random, Report> made) {
    int covered = 0;
    for (int seed = 0; seed < repetitions; seed++) {
      Report report = made.apply(new Random(seed * 7919L + name.hashCode()));
      covered +=
          report.parameters().stream()
                  .filter(p -> p.name().equals(name))
                  .flatMap(p -> p.interval().stream())
                  .allMatch(interval -> interval.contains(truth))
              ? 1
              : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | `%s` | %.1f %% | %d |%n",
        data,
        name,
        100.0 * covered / repetitions,
        repetitions);
  }

  private static Report reads(Random random) {
    Measurement.Builder rows = Measurement.of(Kind.READ_NOISE).source("simulated", "");
    for (int i = 0; i < 50; i++) {
      rows.siemens(10e-6 + 20e-9 * random.nextGaussian()).add();
    }
    return ReadNoiseCalibration.of(List.of(rows.build())).report();
  }

  private static Report writes(Random random) {
    Measurement.Builder rows = Measurement.of(Kind.PROGRAMMING).source("simulated", "");
    for (int i = 0; i < 20; i++) {
      rows.target(50e-6).siemens(50e-6 + 1e-6 * random.nextGaussian()).add();
    }
    return ProgrammingCalibration.of(List.of(rows.build())).report();
  }

  private static Report drift(Random random, boolean heated) {
    Measurement.Builder rows = Measurement.of(Kind.RETENTION).source("simulated", "");
    for (double celsius : heated ? new double[] {25, 55, 85} : new double[] {25}) {
      double faster = Math.exp(0.9 / 8.617333262e-5 * (1 / 298.15 - 1 / (celsius + 273.15)));
      for (int cell = 0; cell < 12; cell++) {
        double exponent = 0.05 + 0.01 * random.nextGaussian();
        for (int decade = -1; decade <= 5; decade++) {
          double seconds = decade < 0 ? 0 : Math.pow(10, decade);
          double left = decade < 0 ? 1 : Math.pow(faster * seconds, -exponent);
          rows.device(celsius + "/" + cell)
              .celsius(celsius)
              .at(seconds)
              .siemens(20e-6 * left * (1 + 1e-4 * random.nextGaussian()))
              .add();
        }
      }
    }
    return RetentionCalibration.of(List.of(rows.build())).report();
  }

  private static boolean covers(Case one, long seed) {
    Random random = new Random(seed * 7919 + one.name.hashCode());
    Measurement.Builder rows = Measurement.of(Kind.PULSE_RESPONSE).source("simulated", "");
    for (int train = 1; train <= one.trains; train++) {
      double g = one.from;
      for (int p = 0; p < PULSES; p++) {
        rows.cycle(train)
            .polarity(Polarity.UP)
            .pulse(p)
            .siemens(2e-5 + 1e-5 * (g + one.seen * random.nextGaussian()))
            .add();
        g += one.step.applyAsDouble(g) + one.kept * random.nextGaussian();
      }
    }
    PulseCalibration found = PulseCalibration.of(List.of(rows.build()), Optional.of(one.family));
    Report report = found.report();
    double low = (report.value("range.min") - 2e-5) / 1e-5;
    double high = (report.value("range.max") - 2e-5) / 1e-5;
    String name = "response.up." + one.parameter;
    Optional<Interval> interval =
        report.parameters().stream()
            .filter(parameter -> parameter.name().equals(name))
            .findFirst()
            .flatMap(Parameter::interval);
    double truth = one.truth.applyAsDouble(high - low);
    if (one.parameter.equals("approaches")) {
      truth = 2e-5 + 1e-5 * truth;
    } else if (one.parameter.equals("step_at_50_percent")) {
      truth = one.step.applyAsDouble((low + high) / 2) / (high - low);
    }
    double sought = truth;
    // Without an interval the report says that the data do not determine the number.
    return interval.map(i -> i.contains(sought)).orElse(true);
  }
}
