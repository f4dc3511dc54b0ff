package dev.mho.experiments.run;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.export.CsvTable;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.trace.TraceRecorder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Trains one or two trainees in lockstep on the same samples, and keeps {@code metrics.csv} and
 * {@code crosscheck.csv}, written anew after every epoch.
 */
final class Training implements Stateful {
  private final ExperimentSpec spec;
  private final Dataset data;
  private final List<Trainee> trainees;
  private final Optional<CrossCheck> crossCheck;
  private final Optional<TraceRecorder> trace;
  private final ResultDirectory results;
  private final Progress progress;
  private final NoiseStream order;
  private final Checkpoints.Keeper checkpoints;

  private final Map<String, Score> scores = new LinkedHashMap<>();
  private final CsvTable metrics =
      new CsvTable("epoch", "run", "train_loss", "train_accuracy", "test_loss", "test_accuracy");
  private final CsvTable checks =
      new CsvTable(
          "epoch",
          "layer",
          "matrix",
          "read_relative_error",
          "read_snr_db",
          "change_cosine",
          "change_gain",
          "twin_cosine");
  private final Map<String, Score.Sum> sums = new LinkedHashMap<>();
  private int epoch = 1;

  /** Samples of the epoch that have been learnt. */
  private int learnt;

  private long step;

  Training(
      ExperimentSpec spec,
      Dataset data,
      List<Trainee> trainees,
      Optional<CrossCheck> crossCheck,
      Optional<TraceRecorder> trace,
      ResultDirectory results,
      Progress progress,
      NoiseStream order,
      Checkpoints.Keeper checkpoints) {
    this.spec = spec;
    this.data = data;
    this.trainees = trainees;
    this.crossCheck = crossCheck;
    this.trace = trace;
    this.results = results;
    this.progress = progress;
    this.order = order;
    this.checkpoints = checkpoints;
    trainees.forEach(trainee -> sums.put(trainee.name(), new Score.Sum()));
  }

  /** How far training has come, and all that it has changed. */
  @Override
  public void keep(Archive archive) {
    epoch = archive.value("epoch", epoch);
    learnt = archive.value("learnt", learnt);
    step = archive.value("step", step);
    boolean tested = archive.value("tested", !scores.isEmpty());
    for (Trainee trainee : trainees) {
      Archive own = archive.part(trainee.name());
      trainee.keep(own);
      sumOf(trainee).keep(own.part("training"));
      if (tested) {
        Score before = scores.getOrDefault(trainee.name(), new Score(0, 0));
        scores.put(trainee.name(), before.kept(own.part("test")));
      }
    }
    metrics.keep(archive.part("metrics"));
    checks.keep(archive.part("cross-check"));
  }

  /** Learning steps made so far. */
  long steps() {
    return step;
  }

  /** Trains what is left of all epochs; returns each trainee's last score on the test samples. */
  Map<String, Score> run() {
    int epochs = spec.learning().epochs();
    while (epoch <= epochs) {
      learn();
      test();
      progress.epochDone(summary(epoch, epochs));
      epoch++;
      learnt = 0;
      trainees.forEach(trainee -> sums.put(trainee.name(), new Score.Sum()));
      checkpoints.epochDone(step, this);
    }
    return scores;
  }

  /** Learns what is left of an epoch. */
  private void learn() {
    int batch = spec.learning().batch();
    int size = data.train().size();
    int[] shuffled = order.permutation(epoch, size);
    progress.epoch(epoch, spec.learning().epochs(), (size + batch - 1) / batch);
    for (int before = 0; before < learnt; before += batch) {
      progress.step();
    }
    while (learnt < size) {
      int to = Math.min(size, learnt + batch);
      if (trace.isPresent()) {
        trace.get().beginStep(step, epoch, Arrays.copyOfRange(shuffled, learnt, to));
      }
      for (Trainee trainee : trainees) {
        sumOf(trainee).add(trainee.learn(data.train(), epoch, shuffled, learnt, to));
      }
      trace.ifPresent(TraceRecorder::endStep);
      learnt = to;
      step++;
      progress.step();
      checkpoints.stepDone(step, this);
    }
  }

  private Score.Sum sumOf(Trainee trainee) {
    return Objects.requireNonNull(sums.get(trainee.name()));
  }

  private void test() {
    for (Trainee trainee : trainees) {
      Score test = trainee.examine(data.test());
      Score train = sumOf(trainee).mean();
      scores.put(trainee.name(), test);
      metrics.row(
          epoch, trainee.name(), train.loss(), train.accuracy(), test.loss(), test.accuracy());
    }
    if (crossCheck.isPresent()) {
      crossCheck.get().compare(epoch, probe()).forEach(this::note);
      results.write("crosscheck.csv", checks.text());
    }
    results.write("metrics.csv", metrics.text());
  }

  /** The first test samples, on which reads are compared. */
  private Matrix probe() {
    int size = Math.min(spec.crossCheck().orElseThrow().probe(), data.test().size());
    int[] first = new int[size];
    Arrays.setAll(first, i -> i);
    return new Examiner(spec.precision(), spec.learning().loss(), spec.data().view(data))
        .testBatch(data.test(), first, 0, size);
  }

  private void note(LayerCheck check) {
    checks.row(
        check.epoch(),
        check.layer(),
        check.matrix(),
        check.relativeError(),
        check.snrDecibels(),
        check.changeCosine(),
        check.changeGain(),
        check.twinCosine());
  }

  private String summary(int epoch, int epochs) {
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "epoch %3d/%d ", epoch, epochs));
    scores.forEach((name, score) -> line.append("  ").append(name).append(": ").append(score));
    return line.toString();
  }
}
