package dev.mho.experiments.reproduce;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.run.Progress;
import dev.mho.experiments.run.Run;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Figure 4: test accuracy by epoch of backpropagation, feedback alignment and node perturbation,
 * each plain, with the control (mean removed and gain kept, R never moved) and with decorrelation,
 * over several seeds. Every curve is a set of experiments like any other, whose result directories
 * stay beside the figure.
 *
 * @param task what is learnt by which network
 * @param device on which weights are trained by pulses; exact if empty
 * @param seeds runs a curve, ≥ 1
 */
record TrainingCurves(Task task, Optional<String> device, int seeds) {

  /**
   * What is learnt.
   *
   * @param name of the figure's files
   * @param data the block {@code data} of an experiment file
   * @param network its block {@code network}
   * @param rules credit assignments that are compared
   * @param batch samples a step
   * @param epochs passes over the samples
   */
  record Task(String name, String data, String network, List<Rule> rules, int batch, int epochs) {}

  /**
   * One credit assignment with the rates of the paper's appendix E.
   *
   * @param credit as an experiment file spells it
   * @param adam rate of Adam
   * @param adamDecorrelated rate of Adam with decorrelation
   * @param decorrelation rate of decorrelation
   */
  record Rule(String credit, double adam, double adamDecorrelated, double decorrelation) {}

  /** The arms that every rule is compared in. */
  enum Arm {
    PLAIN("plain"),
    CONTROL("mean removed, gain kept (control)"),
    DECORRELATED("decorrelated");

    private final String label;

    Arm(String label) {
      this.label = label;
    }
  }

  /** Rate of pulsed training on a device, in place of Adam's. */
  private static final double PULSED_RATE = 0.05;

  /** The paper's networks on CIFAR-10 in a directory. */
  static List<Task> full(Path directory) {
    String data =
        "{ set: cifar-10, directory: \""
            + directory
            + "\", scale: channel, augment: { crop: 32, padding: 4, flip: true } }";
    return List.of(
        new Task(
            "fig4-dense",
            data,
            "{ kind: paper-dense }",
            List.of(
                new Rule("backpropagation", 1e-4, 1e-4, 1e-5),
                new Rule("feedback-alignment", 1e-4, 1e-4, 1e-6),
                new Rule("node-perturbation", 1e-5, 1e-4, 1e-6)),
            256,
            50),
        new Task(
            "fig4-conv",
            data,
            "{ kind: paper-conv }",
            List.of(
                new Rule("backpropagation", 1e-3, 1e-3, 1e-5),
                new Rule("feedback-alignment", 1e-4, 1e-4, 1e-5)),
            256,
            50));
  }

  /**
   * Small layers on the bundled digits: four of them exact; two on a device, which takes ten times
   * as long, and without node perturbation, which needs its noise set for the device.
   */
  static Task quick(boolean onDevice) {
    Rule backpropagation = new Rule("backpropagation", 1e-3, 1e-3, 1e-3);
    Rule feedbackAlignment = new Rule("feedback-alignment", 1e-3, 1e-3, 1e-3);
    Rule nodePerturbation = new Rule("node-perturbation", 1e-3, 1e-3, 1e-3);
    return new Task(
        "fig4-digits",
        "{ set: digits, scale: standard }",
        onDevice ? "{ hidden: [64, 64] }" : "{ hidden: [64, 64, 64, 64] }",
        onDevice
            ? List.of(backpropagation, feedbackAlignment)
            : List.of(backpropagation, feedbackAlignment, nodePerturbation),
        32,
        onDevice ? 5 : 10);
  }

  /** Test accuracy (%) of each seed at each epoch. */
  record Outcome(Rule rule, String arm, List<double[]> runs) {
    double mean(int epoch) {
      return runs.stream().mapToDouble(run -> run[epoch]).average().orElseThrow();
    }
  }

  /** Trains everything, or takes over what an earlier call has finished. */
  Reproduced reproduce(Path directory, boolean overwrite, Workers workers, Progress progress) {
    List<Figure> figures = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    double[] epochs = new double[task.epochs()];
    Arrays.setAll(epochs, i -> i + 1);
    for (Rule rule : task.rules()) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Arm arm : Arm.values()) {
        List<double[]> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
          runs.add(accuracies(rule, arm, seed, directory, overwrite, workers, progress));
        }
        outcomes.add(new Outcome(rule, arm.label, runs));
      }
      figures.add(
          new Figure(
              task.name() + "-" + rule.credit(),
              title(rule),
              "epoch",
              "test accuracy (%)",
              false,
              false,
              outcomes.stream().map(o -> Curve.ofRuns(o.arm(), epochs, o.runs())).toList()));
      findings.add(finding(rule, outcomes));
    }
    return new Reproduced(task.name(), figures, findings);
  }

  private String title(Rule rule) {
    String name = rule.credit().replace('-', ' ');
    return Character.toUpperCase(name.charAt(0))
        + name.substring(1)
        + device.map(d -> ", trained on " + d).orElse("")
        + ": mean of "
        + seeds
        + (seeds == 1 ? " seed" : " seeds, lowest to highest");
  }

  private Finding finding(Rule rule, List<Outcome> outcomes) {
    int last = task.epochs() - 1;
    boolean above = true;
    for (int epoch = Math.min(1, last); epoch <= last; epoch++) {
      above &= outcomes.get(2).mean(epoch) > outcomes.get(0).mean(epoch);
    }
    String ahead = above ? "above plain" : "not always above plain";
    return new Finding(
        "decorrelation speeds up and improves learning by " + rule.credit().replace('-', ' '),
        String.format(
            Locale.ROOT,
            "after %d epochs plain reaches %.1f %%, the control %.1f %%, decorrelation %.1f %% (%s)."
                + " From the second epoch on decorrelation is %s; over its control it"
                + " gains %.1f points at the end.",
            task.epochs(),
            outcomes.get(0).mean(last),
            outcomes.get(1).mean(last),
            outcomes.get(2).mean(last),
            seeds == 1 ? "one seed" : "mean of " + seeds + " seeds",
            ahead,
            outcomes.get(2).mean(last) - outcomes.get(1).mean(last)),
        above);
  }

  private double[] accuracies(
      Rule rule,
      Arm arm,
      int seed,
      Path directory,
      boolean overwrite,
      Workers workers,
      Progress progress) {
    String name =
        (task.name() + "-" + rule.credit() + "-" + arm.name() + "-" + seed)
            .toLowerCase(Locale.ROOT);
    ExperimentSpec spec = ExperimentFile.parse(experiment(name, rule, arm, seed), name);
    Path result = directory.resolve("runs").resolve(name);
    Path here = directory.resolve(name + ".yaml");
    new Run(spec, here, workers, quietly(name, progress)).into(result, overwrite);
    return testAccuracies(result.resolve("metrics.csv"));
  }

  private static Progress quietly(String name, Progress progress) {
    return new Progress() {
      @Override
      public void say(String line) {}

      @Override
      public void epoch(int epoch, int epochs, int steps) {
        progress.epoch(epoch, epochs, steps);
      }

      @Override
      public void step() {
        progress.step();
      }

      @Override
      public void epochDone(String summary) {
        progress.epochDone(name + "  " + summary);
      }
    };
  }

  /** The experiment file of one curve and seed. */
  String experiment(String name, Rule rule, Arm arm, int seed) {
    boolean decorrelated = arm == Arm.DECORRELATED;
    String decorrelation =
        arm == Arm.PLAIN
            ? ""
            : "  decorrelation: { rate: "
                + (decorrelated ? rule.decorrelation() : 0)
                + ", gain: raw }\n";
    double adam = arm == Arm.PLAIN ? rule.adam() : rule.adamDecorrelated();
    String update =
        device.isPresent()
            ? "{ scheme: pulsed, rate: " + PULSED_RATE + " }"
            : "{ scheme: digital, optimizer: { adam: { rate: " + adam + " } } }";
    String hardware =
        device
            .map(d -> "hardware: { device: " + d + ", cell: { weight-range: 0.6 } }\n")
            .orElse("");
    return "mho: experiment/1\n"
        + ("name: " + name + "\n")
        + ("seed: " + seed + "\n")
        + "precision: float32\n"
        + ("data: " + task.data() + "\n")
        + ("network: " + task.network() + "\n")
        + "learning:\n"
        + ("  credit: " + rule.credit() + "\n")
        + decorrelation
        + ("  update: " + update + "\n")
        + ("  batch: " + task.batch() + "\n")
        + ("  epochs: " + task.epochs() + "\n")
        + hardware
        + (device.isPresent() ? "cross-check: { exact: false }\n" : "");
  }

  private double[] testAccuracies(Path metrics) {
    List<String> lines;
    try {
      lines = Files.readAllLines(metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double[] accuracies = new double[task.epochs()];
    String run = device.isPresent() ? "hardware" : "exact";
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      if (cells[1].equals(run)) {
        accuracies[Integer.parseInt(cells[0]) - 1] = 100 * Double.parseDouble(cells[5]);
      }
    }
    return accuracies;
  }

  TrainingCurves {
    if (seeds < 1 || seeds > 1000) {
      throw BadInputException.at("seeds", Integer.toString(seeds), "1 to 1000");
    }
  }
}
